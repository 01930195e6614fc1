module {
  requirement: "The reasoning is the thought alone, without the tags between which the model wrote it.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "agents show `<think>` to their users; sent back in the next turn, it opens a thought inside a thought", measured: false}],
  remedy: ["cut-the-tags-off", "reasoning-parser"],
  passes: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "The user greets."}]}}}]},
    {transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "A `<think>` stands inside of it."}]}}}]},
    {transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "<think>\nTwice opened."}, {index: 1, reasoning: "Once."}, {index: 2, reasoning: "Once."}]}}}]}],
  fails: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "<think>\nThe user greets."}]}}}]},
    {transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "The user greets.\n</think>\n"}, {index: 1, reasoning: "Once."}]}}}]}]
};

include "lib/transcript";
include "lib/texts";

def thoughts: [.transcripts[] | .case.id as $id | choices[] | select(.reasoning | named) | . + {place: "\($id // "a case"), choice \(.index)"}];

# The tag at either end of a text.
def tag_around: trimmed | [match("^(\(opens_thought))|(\(closes_thought))$"; "i").string][0];

# A model now and then opens a thought that is open already; a parser leaves the tags in most, or in none.
def applies: if thoughts == [] then "there is no reasoning" else true end;
def check: thoughts as $all | [$all[] | select(.reasoning | tag_around != null)] as $odd
  | expect(($odd | length) * 2 < ($all | length);
      finding("the reasoning holds its tag \($odd[0].reasoning | tag_around | shown), in \($odd | length) of \($all | length) answers"; $odd[0].place; $odd[0].reasoning | excerpt));
