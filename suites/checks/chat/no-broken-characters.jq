module {
  requirement: "No character of what the model says is lost: no U+FFFD, no half of a surrogate pair.",
  reference: "https://www.unicode.org/charts/nameslist/n_FFF0.html",
  level: "must",
  concerns: "protocol",
  breaks: ["agents write � into files: emoji, Thai, Korean and rare ideographs are the first to go", "Python clients fail on a half pair: `surrogates not allowed`"],
  remedy: ["a character that spans tokens must be held back until it is whole: update the server's detokenizer",
    "it may happen only in streams, only in tool parsers, or only under load: see which cases fail"],
  seen: ["waybarrios/vllm-mlx#109", "exo-explore/exo#1691", "tenstorrent/tt-inference-server#2594", "Blaizzy/mlx-vlm#1778"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "Grüße 🫠"}]}}},
    {request: {body: {messages: [{role: "user", content: "What is \ufffd?"}]}}, response: {assembled: {choices: [{index: 0, content: "\ufffd is U+FFFD."}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: "Hello \ufffd\ufffd"}]}}}, {response: {assembled: {choices: [{index: 0, reasoning: "\ufffd"}]}}},
    {response: {events: [{number: 2, offset: 9, json: {choices: [{delta: {content: "\ufffd"}}]}, json_defects: [{kind: "lone-surrogate", offset: 7, saw: "\\ud83d"}]}],
      assembled: {choices: [{index: 0, content: "\ufffd"}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": \"\ufffd\"}", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";

# Where in a stream the first such character came.
def first_place: [.response.events[]? | select(.json | type == "object") | select([.json.choices | .. | strings | contains("\ufffd")] | any) | place][0];
def halved: [.response, .response.events[]? | .json_defects[]? | select(.kind == "lone-surrogate") | .saw][0];

def applies: when(answered, if [texts] == [] then "the answer has no text" else true end,
  if any(.response.text_defects[]?; .kind == "invalid-utf-8") then "the body is not UTF-8 to begin with" else true end);
def check: first_place as $place | halved as $half | [broken_texts]
  | expect(. == []; .[] | .at as $at | (.text | split("\ufffd") | length - 1) as $count | (.text | bytes_before("\ufffd")) as $offset
      | finding("\(if $count == 1 then "a broken character" else "\($count) broken characters" end) in the \(.within)"
          + (if $half then ", half of a surrogate pair (\($half))" else " (U+FFFD)" end); $place // $at; "") + pointed(.text; $offset));
