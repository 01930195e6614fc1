module {
  requirement: "`cached_tokens` is a part of `prompt_tokens`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.prompt_tokens_details.cached_tokens`",
  level: "may",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {
      does: "clients show a negative price for a prompt: they subtract the cached tokens",
      measured: false
    }
  ],
  remedy: ["count-cached-inside"],
  seen: ["vllm-project/vllm#44377", "gpustack/gpustack#5189"],
  passes: [
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 1, total_tokens: 10,
      prompt_tokens_details: {cached_tokens: 8}
    }}}},
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 1, total_tokens: 110,
      prompt_tokens_details: {cached_tokens: 100}
    }}}}
  ],
  fails: [
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 1, total_tokens: 10,
      prompt_tokens_details: {cached_tokens: 100}
    }}}},
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 1, total_tokens: 10,
      prompt_tokens_details: {cached_tokens: (0-1)}
    }}}}
  ]
};

include "lib/transcript";

def usage: .response.assembled.usage | objects;
def cached: usage | .prompt_tokens_details | objects | .cached_tokens | numbers;

def applies: when(
  answered,
  unless([cached] == []; "no cached tokens are counted"),
  unless([usage | .prompt_tokens, .completion_tokens, .total_tokens | numbers] | length < 3;
    "the usage is incomplete"));

# A server that counts cached tokens separately adds them to the total.
def check:
  usage as $usage
  | cached as $cached
  | ($usage.prompt_tokens + $usage.completion_tokens + $cached) as $separate_total
  | expect($cached >= 0
        and ($cached <= $usage.prompt_tokens or $usage.total_tokens >= $separate_total);
      finding("`cached_tokens` is \($cached), but `prompt_tokens` is \($usage.prompt_tokens)";
        "usage.prompt_tokens_details"; $usage | shown));
