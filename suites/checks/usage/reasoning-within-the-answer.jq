module {
  requirement: "`reasoning_tokens` are a part of `completion_tokens`, or are added to the sum beside them.",
  reference: "https://platform.openai.com/docs/guides/reasoning",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "show a negative number of tokens for the answer itself: what is left once the reasoning is taken off", measured: false}],
  remedy: ["count-reasoning-inside"],
  seen: ["sgl-project/sglang#39826"],
  passes: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 12, total_tokens: 21, completion_tokens_details: {reasoning_tokens: 12}}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4, total_tokens: 20, completion_tokens_details: {reasoning_tokens: 7}}}}}],
  fails: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4, total_tokens: 13, completion_tokens_details: {reasoning_tokens: 7}}}}}]
};

include "lib/transcript";

def usage: .response.assembled.usage | objects;
def thoughts: usage | .completion_tokens_details | objects | .reasoning_tokens | numbers;

def applies: when(answered, if [thoughts] == [] then "no tokens of reasoning are counted" else true end,
  if [usage | .prompt_tokens, .completion_tokens, .total_tokens | numbers] | length < 3 then "the usage is not whole" else true end,
  if usage | .completion_tokens == 0 and .total_tokens == 0 then "the usage is empty" else true end);
def check: usage as $usage | thoughts as $thoughts
  | expect($thoughts <= $usage.completion_tokens or $usage.total_tokens >= $usage.prompt_tokens + $usage.completion_tokens + $thoughts;
      finding("`reasoning_tokens` is \($thoughts), and `completion_tokens` \($usage.completion_tokens)"; "usage"; $usage | shown));
