module {
  requirement: "If a delta has `function.arguments`, it is a string and not null.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause:
    "The chat completion chunk object: `choices[].delta.tool_calls[].function.arguments`, a string",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["tools/arguments-are-a-string"],
  breaks: [
    {does: "programs that join the pieces themselves stop at null, which they cannot append",
     measured: false}],
  remedy: ["empty-text-instead-of-null"],
  seen: [],
  passes: [
    {response: {
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {tool_calls: [
          {index: 0, function: {name: "f", arguments: ""}}]}}]}}],
      assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: ""}]}]}}},
    {response: {
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {tool_calls: [
          {index: 0, function: {name: "f"}}]}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {tool_calls: [
          {index: 0, function: {arguments: "{}"}}]}}]}}],
      assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}],
  fails: [
    {response: {
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {tool_calls: [
          {index: 0, function: {name: "f", arguments: null}}]}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {tool_calls: [
          {index: 0, function: {arguments: "{}"}}]}}]}}],
      assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}]
};

include "lib/transcript";

# The arguments of every delta that has them, with the number of its event and of its shape.
def pieces: event_shapes | .number as $number | .count as $count
  | .json | objects | .choices | arrays | .[] | objects
  | .delta | objects | .tool_calls | arrays | .[] | objects
  | .function | objects | select(has("arguments")) | {number: $number, count: $count, arguments};

def applies: when(
  answered,
  streamed,
  called,
  unless([pieces] == []; "no delta has arguments"));

def check: [pieces | select(.arguments == null)] as $found
  | expect($found == [];
      finding("`function.arguments` is null in \($found | events_counted) deltas";
        {event: $found[0].number}; "null"));
