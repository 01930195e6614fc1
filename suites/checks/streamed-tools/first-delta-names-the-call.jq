module {
  requirement: "The first piece of a streamed call contains its id and the name of its function.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `tool_calls[].id` and `tool_calls[].function.name`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["tools/call-shape"],
  breaks: [
    {program: "strands", version: "1.62.0",
     does: "repeats the request endlessly",
     shown: ["strands/stream:stream.name-missing-first"]},
    {program: "OpenCode 1.18.33, Kilo 7.7.7 and AI SDK 2.0.41",
     does: "end the turn with an error (AI SDK 2.0.92 and 3.0.92 accept it)",
     says: "Expected 'function.name' to be a string.",
     shown: [
       "opencode-serve/all:stream.name-missing-first", "kilo-serve/all:stream.name-missing-first",
       "aisdk-2.0.41/stream:stream.name-missing-first"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "OpenAI Chat tool call delta is missing id or name",
     shown: ["opencode-native-serve/all:stream.name-missing-first"]},
    {program: "Qwen Code", version: "0.15.10",
     does: "retries twice, then shows an error as its answer, with exit code 0",
     says: "Model stream ended with empty response text.",
     shown: ["qwen-code:stream.name-missing-first"]}],
  remedy: ["name-the-call-first", "gateway-rewrites-the-answer"],
  seen: [
    "CherryHQ/cherry-studio#16322", "anomalyco/opencode#12585", "anomalyco/opencode#6649",
    "sgl-project/sglang#4700", "vercel/ai#15879"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {id: "c", name: "f",
       deltas: [{at: "event 3", id: "c", name: "f"}, {at: "event 4"}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {id: "c", name: "f",
       deltas: [{at: "event 3"}, {at: "event 4", id: "c", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {id: "c", name: "f",
       deltas: [{at: "event 3", id: "c", name: ""}, {at: "event 4", name: "f"}]}]}]}}}]
};

include "lib/transcript";

# The fields that are missing in a delta.
def missing: [
  (if .id | named then empty else "id" end),
  (if .name | named then empty else "name" end)];

def applies: when(
  streamed,
  answered,
  called);

def check: every(calls[]; .deltas[0] | missing == [];
  .deltas[0] as $first
  | finding(
      "the first piece of the call of \(.name | shown) has no "
        + ($first | missing | join(" or "));
      ($first | where); $first | {id, name} | excerpt));
