module {
  requirement: "Reasoning that is sent back with a call reaches the model.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "reasoning_echoed",
  breaks: [{does: "models that think between calls (MiniMax-M2, Kimi, gpt-oss, Qwen3) lose the reason for the call, and get worse along a chain of tools; there is no error", measured: false}],
  remedy: ["render-the-reasoning", "chat-template"],
  seen: ["vllm-project/vllm#38488", "vllm-project/vllm#42664", "Blaizzy/mlx-vlm#1408"],
  passes: [{transcripts: [{step: 1, response: {assembled: {choices: [{reasoning: "Hm"}], usage: {prompt_tokens: 100}}}}, {step: 2, response: {assembled: {choices: [{}], usage: {prompt_tokens: 280}}}}]}],
  fails: [{transcripts: [{step: 1, response: {assembled: {choices: [{reasoning: "Hm"}], usage: {prompt_tokens: 100}}}}, {step: 2, response: {assembled: {choices: [{}], usage: {prompt_tokens: 100}}}}]}]
};

include "lib/transcript";

def counted($step): [.transcripts[] | select(.step == $step and answered == true) | .response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0)][0];
def applies: when(if counted(1) == null or counted(2) == null then "there are not two answers that count their prompts" else true end,
  if any(.transcripts[] | choices[]; .reasoning | trimmed != "") then true else "the model does not reason, it seems" end);
def check: counted(1) as $without | counted(2) as $with
  | expect($with > $without + 20;
      finding("200 words of reasoning sent back add \($with - $without) tokens to the prompt"; "usage.prompt_tokens"; "\($without), \($with)"));
