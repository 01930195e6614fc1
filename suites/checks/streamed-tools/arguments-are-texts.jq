module {
  requirement: "Where a delta has `function.arguments`, that is a text, and not null.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "programs that put the pieces together themselves stop at null, which is no text to append", measured: false}],
  remedy: ["empty-text-instead-of-null"],
  seen: [],
  passes: [{response: {events: [{number: 2, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0, function: {name: "f", arguments: ""}}]}}]}}], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: ""}]}]}}},
    {response: {events: [{number: 2, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0, function: {name: "f"}}]}}]}}, {number: 3, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0, function: {arguments: "{}"}}]}}]}}], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}],
  fails: [{response: {events: [{number: 2, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0, function: {name: "f", arguments: null}}]}}]}}, {number: 3, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0, function: {arguments: "{}"}}]}}]}}], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}]
};

include "lib/transcript";

def pieces: .response.events[]? | .number as $number | .json | objects | .choices | arrays | .[] | objects | .delta | objects | .tool_calls | arrays | .[] | objects
  | .function | objects | select(has("arguments")) | {number: $number, arguments};

# Arguments that are null throughout are judged as missing, and objects as objects.
def applies: when(answered, streamed, called, if [pieces] == [] then "no delta has arguments" else true end,
  if any(calls[]; .arguments | type != "string") then "the arguments are no text, which is judged as that" else true end);
def check: [pieces | select(.arguments == null)] as $odd
  | expect($odd == []; finding("`function.arguments` is null in \($odd | length) deltas"; "event \($odd[0].number)"; "null"));
