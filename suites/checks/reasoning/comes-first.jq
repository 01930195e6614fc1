module {
  requirement: "In a stream, reasoning comes before the text or tool call that it leads to.",
  reference:
    "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#streaming-chat-completions",
  clause: "vLLM, Reasoning Outputs: the \"reasoning steps that led to the final conclusion\"",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {does: "agents show the reasoning below the answer, and send it back after the answer",
     measured: false}],
  remedy: ["send-reasoning-first"],
  seen: [],
  passes: [
    {response: {
      events: [
        {number: 1, json: {choices: [{index: 0, delta: {reasoning: "Hm."}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}],
      assembled: {choices: [{index: 0, reasoning: "Hm.", content: "Hi"}]}}},
    {response: {
      events: [
        {number: 1, json: {choices: [{index: 0, delta: {reasoning: "A"}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {content: "Hi"}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {reasoning: "B"}}]}}],
      assembled: {choices: [{index: 0, reasoning: "AB", content: "Hi"}]}}}],
  fails: [
    {response: {
      events: [
        {number: 1, json: {choices: [{index: 0, delta: {content: "Hi"}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {content: "!"}}]}},
        {number: 3, json: {choices: [{index: 0, delta: {reasoning_content: "Hm."}}]}}],
      assembled: {choices: [{index: 0, reasoning: "Hm.", content: "Hi!"}]}}}]
};

include "lib/transcript";

# For each choice: the event of its first reasoning, and the events with text or calls.
# Only the last of these is compared, because some models reason between their words.
def spans:
  .response.events as $events
  | [event_shapes | .number as $number | $events[.last].number as $last
    | .json | objects | .choices | arrays | .[] | objects | .index as $index | .delta | objects
    | {index: $index,
       number: $number,
       last: $last,
       reasons: ([.reasoning_content, .reasoning] | any(named)),
       answers: ((.content | type == "string" and test("\\S"))
         or ((.tool_calls | arrays | length) // 0) > 0)}]
  | group_by(.index)[]
  | {reasoning: [.[] | select(.reasons) | .number][0],
     answer: [.[] | select(.answers) | .last]}
  | select(.reasoning != null and .answer != [])
  | .answer |= max;

def applies: when(
  answered,
  streamed,
  unless(cut_off; "the answer was cut off by its token limit"),
  unless([spans] == []; "no choice has both reasoning and an answer"));

def check: every(spans; .reasoning <= .answer;
  finding("the reasoning begins at event \(.reasoning), after the answer";
    {event: .reasoning, choice: .index}; ""));
