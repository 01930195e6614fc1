module {
  requirement: "No object names a key twice.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-4",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "some parsers take the first value and some the last, so two clients see two answers; async-openai refuses the answer", measured: false}],
  remedy: ["write-each-key-once"],
  passes: [{response: {json: {}, json_defects: []}}, {response: {events: [{number: 1, json: {}, json_defects: []}]}}],
  fails: [{response: {json: {a: 2}, json_defects: [{kind: "duplicate-key", offset: 7, saw: "a"}]}},
    {response: {events: [{number: 3, offset: 120, json: {}, json_defects: [{kind: "duplicate-key", offset: 7, saw: "a"}]}]}}]
};

include "lib/transcript";

def applies: when(complete, legible, if .response.json != null or .response.events != null then true else "there is no JSON" end);
def check:
  [ (.response.json_defects[]? | select(.kind == "duplicate-key") | finding("the key `\(.saw)` comes twice"; "byte \(.offset)"; .saw)),
    (.response.events[]? | .number as $number | .json_defects[]? | select(.kind == "duplicate-key")
      | finding("the key `\(.saw)` comes twice"; "event \($number), byte \(.offset) of its data"; .saw)) ]
  | expect(. == []; .[]);
