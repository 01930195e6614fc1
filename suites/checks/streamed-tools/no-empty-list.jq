module {
  requirement: "A `tool_calls` list in a delta is never empty.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause:
    "No specification forbids it; OpenAI omits `choices[].delta.tool_calls` from such deltas.",
  level: "must",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {does: "agents may wait for calls that do not come; none of the measured clients does",
     measured: false}],
  remedy: ["omit-the-empty-list"],
  seen: [
    "openclaw/openclaw#61534", "vllm-project/vllm-ascend#9790", "anomalyco/opencode#4255",
    "vllm-project/vllm#44104"],
  passes: [
    {response: {
      assembled: {},
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {content: "Hi", tool_calls: null}}]}}]}}],
  fails: [
    {response: {
      assembled: {},
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {content: "Hi", tool_calls: []}}]}}]}}]
};

include "lib/transcript";

def empties: event_shapes | .number as $number | .count as $count
  | .json | objects | .choices | arrays | .[] | objects
  | .delta | objects | select(.tool_calls == []) | {number: $number, count: $count, delta: .};

def applies: when(streamed, answered);

def check: [empties]
  | expect(. == [];
      finding("\(events_counted) deltas have an empty list `tool_calls`";
        {event: .[0].number}; .[0].delta | excerpt));
