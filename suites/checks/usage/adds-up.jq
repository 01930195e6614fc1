module {
  requirement:
    "`usage` counts prompt and completion in whole numbers, and `total_tokens` is their sum.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.total_tokens`, \"(prompt + completion)\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {
      program: "46 of 51 clients", does: "report the wrong counts unchanged",
      shown: [
        "aisdk-3-latest/stream:integ.hidden-prompt-300",
        "openai-python/stream:integ.hidden-prompt-300", "langchain/stream:integ.hidden-prompt-300"
      ]
    }
  ],
  remedy: ["count-in-the-engine", "update-the-server"],
  seen: ["ollama/ollama#17427", "itayinbarr/little-coder#128"],
  passes: [
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 0, total_tokens: 9, prompt_tokens_details: null
    }}}},
    {response: {assembled: {usage: {
      prompt_tokens: 9, completion_tokens: 4, total_tokens: 20,
      completion_tokens_details: {reasoning_tokens: 7}
    }}}}
  ],
  fails: [
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4, total_tokens: 9}}}},
    {response: {assembled: {usage: {prompt_tokens: 0, completion_tokens: 12, total_tokens: 12}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: (0-1), total_tokens: 8}}}},
    {response: {assembled: {usage: {
      prompt_tokens: 9.5, completion_tokens: 1, total_tokens: 10.5
    }}}}
  ]
};

include "lib/transcript";

def counts: .prompt_tokens, .completion_tokens, .total_tokens;
def reasoning_tokens: .completion_tokens_details | objects | .reasoning_tokens | numbers;

# In a stream, a usage of zeros alone is the same as no usage: see usage/in-streams.
def applies: when(
  answered,
  only_if(.response.assembled.usage | type == "object"; "there is no usage"),
  unless([.response.assembled.usage | counts | select(. != null and type != "number")] != [];
    "the counts are not numbers"),
  unless(.response.events and ([.response.assembled.usage | counts // 0] | add) == 0;
    "the usage is empty"));

def wrong_counts:
  ( ("prompt_tokens", "completion_tokens", "total_tokens") as $name | .[$name]
    | if . == null then "`\($name)` is missing"
      elif . < 0 or floor != . then "`\($name)` is \(.)"
      else empty end ),
  if .prompt_tokens == 0 then "`prompt_tokens` is 0, although there was a prompt" else empty end;

def check:
  .response.assembled.usage
  | [wrong_counts] as $wrong
  | if $wrong != [] then finding($wrong | join(", "); "usage"; shown)
    else (.prompt_tokens + .completion_tokens) as $sum
      | expect(.total_tokens == $sum or .total_tokens == $sum + ([reasoning_tokens][0] // 0);
          finding("`total_tokens` is \(.total_tokens), but prompt and completion make \($sum)";
            "usage"; shown))
    end;
