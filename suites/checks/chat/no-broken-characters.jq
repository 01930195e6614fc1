module {
  requirement:
    "No character of the model's text is lost: there is no U+FFFD and no lone surrogate.",
  reference: "https://www.unicode.org/charts/nameslist/n_FFF0.html",
  clause: "Unicode: U+FFFD replacement character; RFC 8259, section 8.2: unpaired surrogates",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  yields_to: ["http/valid-utf-8"],
  breaks: [
    {program: "31 of 31 clients", does: "pass � on without an error: agents write it into files",
      shown: [
        "opencode-serve/all:sse.utf8-replacement", "openai-python/stream:sse.utf8-replacement",
        "langchain/stream:sse.utf8-replacement", "pi:sse.utf8-replacement"
      ]},
    {program: "Copilot CLI", version: "1.0.102",
      does: "retries five times if a surrogate pair is split, then ends the turn",
      says: "unexpected end of hex escape", shown: ["copilot:sse.surrogate-halves"]},
    {program: "rig 0.44.0 and async-openai 0.43.0", does: "reject a lone surrogate",
      says: "unexpected end of hex escape",
      shown: ["rig/stream:sse.surrogate-halves", "async-openai/stream:sse.surrogate-halves"]}
  ],
  remedy: ["whole-characters"],
  seen: [
    "waybarrios/vllm-mlx#109", "exo-explore/exo#1691", "tenstorrent/tt-inference-server#2594",
    "Blaizzy/mlx-vlm#1778"
  ],
  passes: [
    {response: {assembled: {choices: [{index: 0, content: "Grüße 🫠"}]}}},
    {request: {body: {messages: [{role: "user", content: "What is \ufffd?"}]}},
      response: {assembled: {choices: [{index: 0, content: "\ufffd is U+FFFD."}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, content: "Hello \ufffd\ufffd"}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "\ufffd"}]}}},
    {response: {events: [{number: 2, offset: 9, json: {choices: [{delta: {content: "\ufffd"}}]},
        json_defects: [{kind: "lone-surrogate", offset: 7, saw: "\\ud83d"}]}],
      assembled: {choices: [{index: 0, content: "\ufffd"}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "{\"a\": \"\ufffd\"}", at: "event 3"}]}]}}}
  ]
};

include "lib/transcript";
include "lib/texts";

# The place of the first such character in a stream.
def first_place:
  [ .response.events[]?
    | select(.json | type == "object")
    | select([.json.choices | .. | strings | contains("\ufffd")] | any)
    | place ][0];
def lone_surrogate:
  [ .response, .response.events[]?
    | .json_defects[]?
    | select(.kind == "lone-surrogate")
    | .saw ][0];

def applies: when(
  answered,
  unless([texts] == []; "the answer has no text"));

def check:
  . as $transcript
  | [broken_texts]
  | expect(. == [];
      ($transcript | first_place) as $place
      | ($transcript | lone_surrogate) as $surrogate
      | .[]
      | .at as $at
      | (.text | times("\ufffd")) as $count
      | (.text | bytes_before("\ufffd")) as $offset
      | finding((if $count == 1 then "a broken character" else "\($count) broken characters" end)
            + " in the \(.within)"
            + (if $surrogate then ", a lone surrogate (\($surrogate))" else " (U+FFFD)" end);
          if $place then $place + ($at | objects // {} | {choice, call}) else $at end;
          "")
        + pointed(.text; $offset));
