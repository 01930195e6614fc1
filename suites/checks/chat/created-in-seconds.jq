module {
  requirement: "`created` is a Unix timestamp in whole seconds.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-created",
  clause: "The chat completion object: `created`, \"The Unix timestamp (in seconds)\", an integer",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "typed clients (go-openai, async-openai)", does: "reject a fraction",
      measured: false},
    {program: "typed clients (openai-dotnet, async-openai)", does: "reject milliseconds",
      measured: false}
  ],
  remedy: ["created-in-whole-seconds"],
  seen: ["openai/openai-dotnet#752"],
  passes: [
    {response: {json: {created: 1795261053}, assembled: {choices: []}}},
    {response: {json: {created: 0}, assembled: {choices: []}}},
    {response: {events: [{number: 1, json: {created: 1795261053}}, {number: 2, json: {}}],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {json: {created: 1795261053123}, assembled: {choices: []}}},
    {response: {json: {created: 1795261053.25}, assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {created: 12345}}],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

def judged:
  answer_parts | select(.json.created? | type == "number");

# What is wrong with a timestamp. 0 means that there is none: chat/created-is-told judges that.
def wrong:
  if . == 0 then empty
  elif . > 1e11 then "is in finer units than seconds"
  elif floor != . then "has a fraction"
  elif . < 1577836800 or . >= 4102444800 then "is before 2020 or after 2099"
  else empty end;

def applies: when(answered, unless([judged] == []; "there is no number in `created`"));

def check:
  [judged | . + {wrong: (.json.created | wrong)}]
  | expect(. == [];
      events_counted as $count
      | .[0]
      | finding("`created`, \(.json.created), \(.wrong)"
            + (if $count > 1 then ", in \($count) chunks" else "" end);
          if .number then place else "created" end;
          .json.created | excerpt));
