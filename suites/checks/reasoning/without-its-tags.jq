module {
  requirement: "The reasoning field contains no tags around the reasoning, such as `<think>`.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"The `reasoning` field contains the reasoning steps\"",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "agents show `<think>` to their users",
     measured: false},
    {does: "sent back in the next turn, the tag opens reasoning inside reasoning",
     measured: false}],
  remedy: ["cut-the-tags-off", "reasoning-parser"],
  passes: [
    {transcripts: [
      {response: {assembled: {choices: [{index: 0, reasoning: "The user greets."}]}}}]},
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "A `<think>` stands inside of it."}]}}}]},
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "<think>\nTwice opened."},
        {index: 1, reasoning: "Once."},
        {index: 2, reasoning: "Once."}]}}}]}],
  fails: [
    {transcripts: [
      {response: {assembled: {choices: [{index: 0, reasoning: "<think>\nThe user greets."}]}}}]},
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "The user greets.\n</think>\n"},
        {index: 1, reasoning: "Once."}]}}}]}]
};

include "lib/transcript";
include "lib/texts";

def reasonings:
  [.transcripts[] | .case.id as $id
    | choices[] | select(.reasoning | named)
    | . + {place: "\($id // "a case"), choice \(.index)"}];

# The tag at the beginning or end of a text, or null.
def tag_around: trimmed | [match("^(\(opens_thought))|(\(closes_thought))$"; "i").string][0];

def applies: unless(reasonings == []; "there is no reasoning");

# A model sometimes writes a second opening tag itself. A parser that keeps the tags keeps them
# in most answers.
def check: reasonings as $all
  | [$all[] | select(.reasoning | tag_around != null)] as $found
  | expect(($found | length) * 2 < ($all | length);
      finding(
        "the reasoning contains its tag \($found[0].reasoning | tag_around | shown), "
          + "in \($found | length) of \($all | length) answers";
        $found[0].place; $found[0].reasoning | excerpt));
