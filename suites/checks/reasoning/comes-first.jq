module {
  requirement: "In a stream the reasoning comes before the text or the call that it leads to.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "agents show the thoughts below the answer, and send them back behind it", measured: false}],
  remedy: ["send-reasoning-first"],
  seen: [],
  passes: [{response: {events: [{number: 1, json: {choices: [{index: 0, delta: {reasoning: "Hm."}}]}}, {number: 2, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}], assembled: {choices: [{index: 0, reasoning: "Hm.", content: "Hi"}]}}},
    {response: {events: [{number: 1, json: {choices: [{index: 0, delta: {reasoning: "A"}}]}}, {number: 2, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}, {number: 3, json: {choices: [{index: 0, delta: {reasoning: "B"}}]}}], assembled: {choices: [{index: 0, reasoning: "AB", content: "Hi"}]}}}],
  fails: [{response: {events: [{number: 1, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}, {number: 2, json: {choices: [{index: 0, delta: {content: "!"}}]}}, {number: 3, json: {choices: [{index: 0, delta: {reasoning_content: "Hm."}}]}}], assembled: {choices: [{index: 0, reasoning: "Hm.", content: "Hi!"}]}}}]
};

include "lib/transcript";

# The numbers of the first event of a choice that holds thoughts, and of those that hold what they lead to: some models think
# between their words.
def spans: [.response.events[]? | .number as $number | .json | objects | .choices | arrays | .[] | objects | .index as $index | .delta | objects
    | {index: $index, number: $number, thinks: ([.reasoning_content, .reasoning] | any(named)), says: ((.content | type == "string" and test("\\S")) or ((.tool_calls | arrays | length) // 0) > 0)}]
  | group_by(.index)[]
  | {thought: ([.[] | select(.thinks) | .number][0]), said: ([.[] | select(.says) | .number])} | select(.thought != null and .said != []);

def applies: when(answered, streamed, if cut_off then "the answer was cut off by its token limit" else true end,
  if [spans] == [] then "no choice has reasoning and an answer" else true end);
def check: every(spans; .thought <= .said[-1];
  finding("the reasoning begins at event \(.thought), behind the answer"; "event \(.thought)"; ""));
