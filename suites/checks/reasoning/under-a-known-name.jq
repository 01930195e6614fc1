module {
  requirement: "Reasoning in a separate field is named `reasoning_content` or `reasoning`.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: `reasoning`; DeepSeek API: `reasoning_content`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does: "no client shows the reasoning, and none sends it back with the next turn",
     measured: false}],
  remedy: ["rename-the-reasoning"],
  passes: [
    {response: {
      json: {choices: [{message: {content: "Hi."}}]},
      assembled: {choices: [{index: 0, content: "Hi."}]}}},
    {response: {
      json: {choices: [{message: {content: "Hi.", thinking: ""}}]},
      assembled: {choices: [{index: 0, content: "Hi."}]}}}],
  fails: [
    {response: {
      json: {choices: [{message: {content: "Hi.", thinking: "Hm"}}]},
      assembled: {choices: [{index: 0, content: "Hi."}]}}},
    {response: {
      events: [{number: 1, json: {choices: [{delta: {thinking: "Hm"}}]}}],
      assembled: {choices: [{index: 0, content: "Hi."}]}}}]
};

include "lib/transcript";

def messages:
  (.response.json | objects | .choices | arrays | .[] | objects | .message | objects),
  (event_shapes | .json | objects | .choices | arrays | .[] | objects | .delta | objects);

# Fields that contain reasoning under a name that clients do not know.
def unknown: messages | to_entries[]
  | select((.key | test("^(thinking|thinking_content|thoughts?|reasoning_text|think)$"))
      and (.value | trimmed) != "");

# An unknown field next to a known one does no harm.
def applies: when(
  answered,
  unless(any(choices[]; (.reasoning | trimmed) != "");
    "the reasoning has a name that clients know"));

def check: [unknown][0]
  | expect(. == null; finding("the reasoning is named `\(.key)`"; {choice: 0}; .value | excerpt));
