module {
  requirement: "Usage counts the tokens of the prompt and of the answer, in whole numbers, and adds them up.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "should",
  concerns: "protocol",
  breaks: [{program: "46 of 51 clients", does: "report a wrong count of tokens as it came", shown: ["aisdk-3-latest/stream:integ.hidden-prompt-300", "openai-python/stream:integ.hidden-prompt-300", "langchain/stream:integ.hidden-prompt-300"]}],
  remedy: ["count-in-the-engine", "update-the-server"],
  seen: ["ollama/ollama#17427", "itayinbarr/little-coder#128"],
  passes: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 0, total_tokens: 9, prompt_tokens_details: null}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4, total_tokens: 20, completion_tokens_details: {reasoning_tokens: 7}}}}}],
  fails: [{response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4, total_tokens: 9}}}},
    {response: {assembled: {usage: {prompt_tokens: 0, completion_tokens: 12, total_tokens: 12}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: 4}}}},
    {response: {assembled: {usage: {prompt_tokens: 9, completion_tokens: (0-1), total_tokens: 8}}}},
    {response: {assembled: {usage: {prompt_tokens: 9.5, completion_tokens: 1, total_tokens: 10.5}}}}]
};

include "lib/transcript";

def counts: .prompt_tokens, .completion_tokens, .total_tokens;
def thoughts: .completion_tokens_details | objects | .reasoning_tokens | numbers;

# In a stream, nothing but zeros is as good as no usage, which has a check of its own.
def applies: when(answered, if .response.assembled.usage | type == "object" then true else "there is no usage" end,
  if [.response.assembled.usage | counts | select(. != null and type != "number")] != [] then "the counts are not numbers" else true end,
  if .response.events and ([.response.assembled.usage | counts // 0] | add) == 0 then "the usage is empty" else true end);
def check: .response.assembled.usage
  | [ (["prompt_tokens", "completion_tokens", "total_tokens"][] as $name | .[$name]
        | if . == null then "`\($name)` is missing" elif . < 0 or floor != . then "`\($name)` is \(.)" else empty end),
      (if .prompt_tokens == 0 then "`prompt_tokens` is 0, though there was a prompt" else empty end) ] as $odd
  | if $odd != [] then finding($odd | join(", "); "usage"; shown)
    else (.prompt_tokens + .completion_tokens) as $sum
      | expect(.total_tokens == $sum or .total_tokens == $sum + ([thoughts][0] // 0);
          finding("`total_tokens` is \(.total_tokens), and prompt and completion make \($sum)"; "usage"; shown)) end;
