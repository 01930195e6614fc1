module {
  requirement:
    "If both `reasoning` and `reasoning_content` are present, they contain the same text.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/",
  clause: "vLLM, Reasoning Outputs: \"`reasoning` used to be called `reasoning_content`\"",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {program: "pydantic-ai 2.68.0 and langchain4j 1.19.0",
     does: "show `reasoning`; 50 other measured clients show `reasoning_content`",
     shown: [
       "pydantic-ai/run:reason.both-fields-differ", "pydantic-ai/stream:reason.both-fields-differ",
       "langchain4j/run:reason.both-fields-differ",
       "langchain4j/stream:reason.both-fields-differ"]}],
  remedy: ["fill-one-reasoning-field"],
  seen: ["Blaizzy/mlx-vlm#1408", "vllm-project/vllm#50624"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content", "reasoning"],
       other_reasoning: null}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content", "reasoning"],
       other_reasoning: "Ah"}]}}}]
};

include "lib/transcript";

def judged: choices[] | select(.reasoning_fields | arrays | length > 1);

def applies: when(answered, unless([judged] == []; "the reasoning is in one field at most"));

def check: every(judged; .other_reasoning == null;
  finding("`reasoning_content` and `reasoning` of choice \(.index) differ";
    {choice: .index}; [.reasoning, .other_reasoning] | excerpt));
