module {
  requirement:
    "`reasoning_tokens` is a part of `completion_tokens`, or is added to the total separately.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.completion_tokens_details.reasoning_tokens`",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {
      does: "clients show a negative number of tokens: they subtract the reasoning",
      measured: false
    }
  ],
  remedy: ["count-reasoning-inside"],
  seen: ["sgl-project/sglang#39826"],
  passes: [
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 12, total_tokens: 21,
      completion_tokens_details: {reasoning_tokens: 12}
    }}}},
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 4, total_tokens: 20,
      completion_tokens_details: {reasoning_tokens: 7}
    }}}}
  ],
  fails: [
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 4, total_tokens: 13,
      completion_tokens_details: {reasoning_tokens: 7}
    }}}}
  ]
};

include "lib/transcript";

def usage: .response.assembled.usage | objects;
def reasoning_tokens: usage | .completion_tokens_details | objects | .reasoning_tokens | numbers;

def applies: when(
  answered,
  unless([reasoning_tokens] == []; "no reasoning tokens are counted"),
  unless([usage | .prompt_tokens, .completion_tokens, .total_tokens | numbers] | length < 3;
    "the usage is incomplete"),
  unless(usage | .completion_tokens == 0 and .total_tokens == 0; "the usage is empty"));

def check:
  usage as $usage
  | reasoning_tokens as $reasoning
  | ($usage.prompt_tokens + $usage.completion_tokens + $reasoning) as $separate_total
  | expect($reasoning <= $usage.completion_tokens or $usage.total_tokens >= $separate_total;
      finding("`reasoning_tokens` is \($reasoning), but `completion_tokens` is "
          + "\($usage.completion_tokens)";
        "usage"; $usage | shown));
