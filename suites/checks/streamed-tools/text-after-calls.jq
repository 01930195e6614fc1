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

# Each choice of some events.
def deltas(events): events | .number as $number | .last as $last
  | .json | objects | .choices | arrays | .[] | objects
  | {number: $number, last: $last, index, delta: (.delta | objects)};

def has_a_call: .delta.tool_calls | type == "array" and . != [];

def has_text: .delta.content | type == "string" and test("\\S");

# Where the first call of each choice begins in a list of deltas: the position, by index.
def begun:
  . as $all
  | reduce (range(length) | select($all[.].index != null and ($all[.] | has_a_call))) as $at ({};
      ($all[$at].index | tojson) as $key
      | if has($key) then . else .[$key] = $at end);

# Texts that follow the first piece of a call.
def late:
  . as $all
  | begun as $begun
  | range(length) as $at
  | $all[$at]
  | select(has_text and $at > ($begun[.index | tojson] // infinite));

# Whether there can be such a text, because the last event of its shape is not before the call.
def may_be_late:
  [deltas(event_shapes)] as $all
  | ($all | begun | with_entries(.value |= $all[.].number)) as $begun
  | [ .response.events as $events
      | $all[]
      | select(has_text and $events[.last].number >= ($begun[.index | tojson] // infinite)) ]
  != [];

def applies: when(streamed, answered, called);

def check: [if may_be_late then [deltas(.response.events[])] | late else empty end]
  | expect(. == [];
      finding("text follows the first piece of a call";
        {event: .[0].number, choice: .[0].index}; [.[].delta.content] | joined("") | excerpt));
