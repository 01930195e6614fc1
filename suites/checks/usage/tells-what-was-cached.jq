module {
  requirement: "Usage says how many tokens of the prompt came from a cache, also where it was none.",
  reference: "https://platform.openai.com/docs/guides/prompt-caching",
  level: "may",
  concerns: "protocol",
  over: "case",
  expects: "warm",
  breaks: [{does: "cannot show what a cache saves, or that it is never hit", measured: false}],
  remedy: ["tell-cached-tokens"],
  seen: ["vllm-project/vllm#44377", "vllm-project/vllm-ascend#9030", "gpustack/gpustack#5189"],
  passes: [{transcripts: [{step: 1, response: {assembled: {usage: {prompt_tokens: 9}}}}, {step: 2, response: {assembled: {usage: {prompt_tokens: 9, prompt_tokens_details: {cached_tokens: 0}}}}}]}],
  fails: [{transcripts: [{step: 2, response: {assembled: {usage: {prompt_tokens: 9, prompt_tokens_details: null}}}}]},
    {transcripts: [{step: 2, response: {assembled: {usage: {prompt_tokens: 9}}}}, {step: 4, response: {assembled: {usage: {prompt_tokens: 9, prompt_tokens_details: {}}}}}]}]
};

include "lib/transcript";

# The usage of answers to prompts that were sent before.
def usages: [.transcripts[] | select(.step % 2 == 0 and answered == true) | .response.assembled.usage | objects | select(.prompt_tokens | type == "number" and . > 0)];
def applies: if usages == [] then "there is no usage" else true end;
def check: usages
  | expect(any(.[]; (.prompt_tokens_details | objects | .cached_tokens | type) == "number");
      finding("no answer to a prompt that came before has a number `cached_tokens`"; "usage.prompt_tokens_details"; .[0] | excerpt));
