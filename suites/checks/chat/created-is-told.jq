module {
  requirement: "`created` is the time at which the response was created, not 0.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-created",
  clause: "The chat completion object: `created`, \"when the chat completion was created\"",
  level: "may",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [{does: "clients show and sort answers with dates of 1970", measured: false}],
  remedy: ["write-the-time"],
  seen: ["mudler/LocalAI#1164"],
  passes: [
    {response: {json: {created: 1795261053, choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [
        {number: 1, json: {created: 0, choices: []}},
        {number: 2, json: {created: 1795261053, choices: [{}]}}
      ],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {json: {created: 0, choices: [{}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {created: 0, choices: [{}]}}],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# A chunk without choices, such as the preamble of Azure's content filter, is not counted.
def times:
  [ answer_parts
    | .json
    | objects
    | select(.choices | type == "array" and . != [])
    | .created
    | numbers ];

def applies: when(answered, unless(times == []; "there is no number in `created`"));

def check: expect(any(times[]; . != 0); finding("`created` is 0"; "created"; "0"));
