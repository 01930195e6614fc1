module {
  requirement: "Reasoning that a client sends back with a call reaches the model.",
  reference: "https://docs.vllm.ai/en/latest/features/interleaved_thinking/",
  clause: "vLLM, Interleaved Thinking, Example Usage: `reasoning` in the assistant message",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "case",
  expects: "reasoning_echoed",
  breaks: [
    {does: "models that reason between calls (MiniMax-M2, Kimi, gpt-oss, Qwen3) silently get worse",
     measured: false}],
  remedy: ["render-the-reasoning", "chat-template"],
  seen: ["vllm-project/vllm#38488", "vllm-project/vllm#42664", "Blaizzy/mlx-vlm#1408"],
  passes: [{transcripts: [
    {step: 1, response: {assembled: {choices: [{reasoning: "Hm"}], usage: {prompt_tokens: 100}}}},
    {step: 2, response: {assembled: {choices: [{}], usage: {prompt_tokens: 280}}}}]}],
  fails: [{transcripts: [
    {step: 1, response: {assembled: {choices: [{reasoning: "Hm"}], usage: {prompt_tokens: 100}}}},
    {step: 2, response: {assembled: {choices: [{}], usage: {prompt_tokens: 100}}}}]}]
};

include "lib/transcript";

# The prompt tokens that the answer of a step reports.
def counted($step): [
  .transcripts[]
  | select(.step == $step and answered == true)
  | .response.assembled.usage | objects | .prompt_tokens | numbers
  | select(. > 0)][0];

def applies: when(
  unless(counted(1) == null or counted(2) == null; "fewer than two answers report prompt tokens"),
  only_if(any(.transcripts[] | choices[]; .reasoning | trimmed != "");
    "the model does not seem to reason"));

def check:
  counted(1) as $without
  | counted(2) as $with
  | expect($with > $without + 20;
      finding("200 words of reasoning in the history add \($with - $without) prompt tokens";
        "usage.prompt_tokens"; "\($without), \($with)"));
