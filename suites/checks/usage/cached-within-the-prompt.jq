module {
  requirement: "`cached_tokens` are a part of `prompt_tokens`.",
  reference: "https://platform.openai.com/docs/guides/prompt-caching",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "show a negative price for a prompt: what is left once the cached tokens are taken off", measured: false}],
  remedy: ["count-cached-inside"],
  seen: ["vllm-project/vllm#44377", "gpustack/gpustack#5189"],
  passes: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 1, total_tokens: 10, prompt_tokens_details: {cached_tokens: 8}}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 1, total_tokens: 110, prompt_tokens_details: {cached_tokens: 100}}}}}],
  fails: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 1, total_tokens: 10, prompt_tokens_details: {cached_tokens: 100}}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 1, total_tokens: 10, prompt_tokens_details: {cached_tokens: (0-1)}}}}}]
};

include "lib/transcript";

def usage: .response.assembled.usage | objects;
def cached: usage | .prompt_tokens_details | objects | .cached_tokens | numbers;

def applies: when(answered, if [cached] == [] then "no cached tokens are counted" else true end,
  if [usage | .prompt_tokens, .completion_tokens, .total_tokens | numbers] | length < 3 then "the usage is not whole" else true end);
# A server that counts them apart adds them to the sum.
def check: usage as $usage | cached as $cached
  | expect($cached >= 0 and ($cached <= $usage.prompt_tokens or $usage.total_tokens >= $usage.prompt_tokens + $usage.completion_tokens + $cached);
      finding("`cached_tokens` is \($cached), and `prompt_tokens` \($usage.prompt_tokens)"; "usage.prompt_tokens_details"; $usage | shown));
