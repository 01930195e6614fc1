module {
  requirement: "Every piece of a streamed call has an `index`, a non-negative integer.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].delta.tool_calls[].index`, required",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode 1.18.33, Kilo 7.7.7 and AI SDK 2.0.41",
     does: "end the turn with an error (AI SDK 2.0.92 and 3.0.92 accept it)",
     says: "Expected 'id' to be a string.",
     shown: [
       "opencode-serve/all:stream.index-missing", "opencode-serve/all:stream.index-null",
       "kilo-serve/all:stream.index-missing", "aisdk-2.0.41/stream:stream.index-missing"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "openai-compatible-chat stream event",
     shown: [
       "opencode-native-serve/all:stream.index-missing",
       "opencode-native-serve/all:stream.index-null"]},
    {program: "openai-node", version: "7.59.0",
     does: "loses the calls: typical client code ends with an empty answer and no error",
     shown: ["openai-node/stream:stream.index-missing"]},
    {program: "openai-python", version: "3.57.0",
     does: "raises an error in its stream helper; typical client code joins two calls into one",
     says: "list indices must be integers or slices, not NoneType",
     shown: ["openai-python/helper:stream.index-missing"]}],
  remedy: ["write-call-index", "gateway-rewrites-the-answer", "update-the-server"],
  seen: [
    "sgl-project/sglang#5661", "ollama/ollama#7881", "openai/openai-python#3246",
    "SamSaffron/term-llm#314"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {deltas: [{at: "event 3", index: 0}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", index: 0}, {at: "event 4", index: null}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", index: "0"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", index: 0.5}]}]}]}}}]
};

include "lib/transcript";

def is_index: type == "number" and . >= 0 and floor == .;

# Each call with the pieces that have no valid index.
def calls_by_index: calls[] | .name as $name
  | .deltas
  | {name: $name, all: length, without: map(select(.index | is_index | not))};

def applies: when(streamed, answered, called);

def check: every(calls_by_index; .without == [];
  .without[0] as $first
  | finding(
      "\(.without | length) of the \(.all) pieces of the call of \(.name | shown) have "
        + (if $first.index == null then "no index" else "the index \($first.index | shown)" end);
      ($first | where); $first.index | excerpt));
