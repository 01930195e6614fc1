module {
  requirement: "`object` is `chat.completion`, and `chat.completion.chunk` in a stream.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-object",
  clause:
    "The chat completion object: `object`, \"The object type, which is always `chat.completion`\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {program: "openai-python", version: "3.57.0",
      does: "its stream helper drops such chunks without an error", measured: false},
    {program: "rig", version: "0.44.0", does: "rejects chunks whose `object` is `chat.completion`",
      measured: false}
  ],
  remedy: ["name-the-object"],
  seen: ["ml-explore/mlx-examples#913"],
  passes: [
    {response: {json: {object: "chat.completion", choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [
        {number: 1, json: {choices: [{}]}},
        {number: 2, json: {object: "chat.completion.chunk", choices: [{}]}}
      ],
      assembled: {choices: []}}},
    {response: {events: [
        {number: 1, json: {object: "", choices: []}},
        {number: 2, json: {object: "chat.completion.chunk", choices: [{}]}}
      ],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {json: {object: "chat.completions", choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {object: "chat.completion", choices: [{}]}}],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# The parts that have a choice and a name. Other checks judge a missing `object` and its type.
def judged:
  answer_parts
  | select((.json.choices? | type) == "array" and .json.choices != [])
  | select(.json.object | named);

def name: if .response.events then "chat.completion.chunk" else "chat.completion" end;

def applies: when(
  answered,
  unless([judged] == []; "there is no choice, or `object` is not a string"));

def check:
  name as $name
  | [judged | select(.json.object != $name)]
  | expect(. == [];
      events_counted as $count
      | .[0]
      | finding("`object` is \(.json.object | shown), not \($name)"
            + (if $count > 1 then ", in \($count) chunks" else "" end);
          if .number then place else "object" end;
          .json.object | excerpt));
