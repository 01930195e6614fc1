module {
  requirement: "The reasoning is the thought alone, without the tags between which the model wrote it.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  breaks: ["agents show `<think>` to their users; sent back in the next turn it opens a thought inside a thought"],
  remedy: ["the chat template opens the thought and the parser does not know it, or the other way round: use the parser that belongs to the model",
    "a gateway that moves thoughts into a field of their own has to cut the tags off"],
  passes: [{response: {assembled: {choices: [{index: 0, reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "A `<think>` stands inside of it."}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, reasoning: "<think>\nThe user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "The user greets.\n</think>\n"}]}}}]
};

include "lib/transcript";
include "lib/texts";

def judged: choices[] | select(.reasoning | named);

# The tag at either end of a text.
def tag_around: trimmed | [match("^(\(opens_thought))|(\(closes_thought))$"; "i").string][0];

def applies: when(answered, if [judged] == [] then "there is no reasoning" else true end,
  if written | test(opens_thought; "i") or test(closes_thought; "i") then "the tags are what was asked about" else true end);
def check: every(judged; .reasoning | tag_around == null;
  finding("the reasoning of choice \(.index) holds its tag \(.reasoning | tag_around | shown)"; "choice \(.index)"; .reasoning | excerpt));
