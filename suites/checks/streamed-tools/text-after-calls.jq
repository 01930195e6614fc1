module {
  requirement: "No text follows the first piece of a tool call.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "No specification requires this; OpenAI sends `delta.content` before `delta.tool_calls`.",
  level: "may",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {program: "agno", version: "3.1.10",
     does: "shows the text in its final answer; 35 other measured clients are not affected",
     shown: ["agno/stream:stream.text-after-calls"]}],
  remedy: ["swallow-the-markup"],
  seen: ["ai-dynamo/dynamo#4723", "peonist-ai/halogen-flash-server#36"],
  passes: [
    {response: {
      assembled: {choices: [{index: 0, tool_calls: [{}]}]},
      events: [
        {number: 1, json: {choices: [{index: 0, delta: {content: "Let me see."}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0}]}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {content: "\n"}}]}}]}}],
  fails: [
    {response: {
      assembled: {choices: [{index: 0, tool_calls: [{}]}]},
      events: [
        {number: 2, json: {choices: [{index: 0, delta: {tool_calls: [{index: 0}]}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {content: "Done."}}]}}]}}]
};

include "lib/transcript";

# Each choice of each chunk.
def deltas: .response.events[] | .number as $number
  | .json | objects | .choices | arrays | .[] | objects
  | {number: $number, index, delta: (.delta | objects)};

def has_a_call: .delta.tool_calls | type == "array" and . != [];

# The same, each with whether a call of its choice has begun before.
def parts: foreach deltas as $part ({begun: []};
  {part: $part,
   after: (.begun | index([$part.index]) != null),
   begun: (.begun + (if $part | has_a_call then [$part.index] else [] end | . - [null]) | unique)};
  .part + {after});

def applies: when(streamed, answered, called);

def check: [parts | select(.after and (.delta.content | type == "string" and test("\\S")))]
  | expect(. == [];
      finding("text follows the first piece of a call";
        {event: .[0].number, choice: .[0].index}; [.[].delta.content] | join("") | excerpt));
