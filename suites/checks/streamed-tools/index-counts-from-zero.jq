module {
  requirement: "The indexes of an answer's calls are 0, 1, 2 and so on, in the order of the calls.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].delta.tool_calls[].index`",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  yields_to: ["streamed-tools/deltas-have-an-index"],
  breaks: [
    {program: "openai-python",
     does: "turns every delta into a separate call if its index is past the end of its list",
     measured: false}],
  remedy: ["count-the-calls"],
  seen: ["sgl-project/sglang#6310"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 0, name: "f", at: "event 3"}, {index: 1, name: "f", at: "event 5"}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 1, name: "f", at: "event 3"}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 0, name: "f", at: "event 3"}, {index: 2, name: "f", at: "event 5"}]}]}}}]
};

include "lib/transcript";

def applies: when(
  streamed,
  answered,
  called);

def is_index: type == "number" and . >= 0 and floor == .;

# streamed-tools/deltas-have-an-index reports indexes that are missing or invalid.
def counted: choices[] | .tool_calls // [] | select(all(.[]; .index | is_index)) | to_entries[];

def check: every(counted; .key == .value.index;
  finding(
    "call \(.key + 1) of the answer, of \(.value.name | shown), has the index "
      + (.value.index | shown);
    (.value | where); .value.index | excerpt));
