module {
  requirement: "No character of what the model says is lost: no U+FFFD, no half of a surrogate pair.",
  reference: "https://www.unicode.org/charts/nameslist/n_FFF0.html",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "31 of 31 clients", does: "pass � on, without an error: agents write it into files", shown: ["opencode-serve/all:sse.utf8-replacement", "openai-python/stream:sse.utf8-replacement", "langchain/stream:sse.utf8-replacement", "pi:sse.utf8-replacement"]},
    {program: "Copilot CLI", version: "1.0.102", does: "sends the request again five times where a surrogate pair is split, then ends the turn", says: "unexpected end of hex escape", shown: ["copilot:sse.surrogate-halves"]},
    {program: "rig 0.44.0 and async-openai 0.43.0", does: "refuse half of a surrogate pair", says: "unexpected end of hex escape", shown: ["rig/stream:sse.surrogate-halves", "async-openai/stream:sse.surrogate-halves"]}
  ],
  remedy: ["whole-characters"],
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
