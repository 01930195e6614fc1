module {
  requirement: "Where reasoning stands in both `reasoning` and `reasoning_content`, it is the same text.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  breaks: [{program: "pydantic-ai 2.68.0 and langchain4j 1.19.0", does: "show the text of `reasoning`; 50 other measured clients show that of `reasoning_content`",
     shown: ["pydantic-ai/run:reason.both-fields-differ", "pydantic-ai/stream:reason.both-fields-differ", "langchain4j/run:reason.both-fields-differ", "langchain4j/stream:reason.both-fields-differ"]}],
  remedy: ["fill-one-reasoning-field"],
  seen: ["Blaizzy/mlx-vlm#1408", "vllm-project/vllm#50624"],
  passes: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content", "reasoning"], other_reasoning: null}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content", "reasoning"], other_reasoning: "Ah"}]}}}]
};

include "lib/transcript";

def judged: choices[] | select(.reasoning_fields | arrays | length > 1);

def applies: when(answered, if [judged] == [] then "the reasoning has one field at most" else true end);
def check: every(judged; .other_reasoning == null;
  finding("choice \(.index) has one text as `reasoning_content` and another as `reasoning`"; "choice \(.index)"; [.reasoning, .other_reasoning] | excerpt));
