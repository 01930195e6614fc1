module {
  requirement: "No JSON object has the same key twice.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
  clause: "RFC 8259, section 4: \"The names within an object SHOULD be unique.\"",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "some clients read the first value and others the last; async-openai refuses the answer",
      measured: false}
  ],
  remedy: ["write-each-key-once"],
  passes: [
    {response: {json: {}, json_defects: []}},
    {response: {events: [{number: 1, json: {}, json_defects: []}]}}
  ],
  fails: [
    {response: {json: {a: 2}, json_defects: [{kind: "duplicate-key", offset: 7, saw: "a"}]}},
    {response: {events: [{number: 3, offset: 120, json: {},
      json_defects: [{kind: "duplicate-key", offset: 7, saw: "a"}]}]}}
  ]
};

include "lib/transcript";

def applies: when(complete, legible,
  only_if(.response.json != null or .response.events != null; "there is no JSON"));

def duplicates: .json_defects[]? | select(.kind == "duplicate-key");

def check:
  [ (.response
      | duplicates
      | finding("the key `\(.saw)` occurs twice"; {byte: .offset}; .saw)),
    (event_shapes
      | place as $place
      | duplicates
      | finding("the key `\(.saw)` occurs twice"; $place; .saw)) ]
  | expect(. == []; .[]);
