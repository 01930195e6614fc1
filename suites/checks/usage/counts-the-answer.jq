module {
  requirement: "`completion_tokens` counts the whole answer.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "show and bill a fraction of what was used, and shorten the conversation too late", measured: false}],
  remedy: ["count-in-the-engine"],
  seen: ["vllm-project/vllm#8625"],
  passes: [{response: {assembled: {choices: [{content: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"}], usage: {prompt_tokens: 9, completion_tokens: 20}}}},
    {response: {assembled: {choices: [{content: "a b c d e f g h i j k l m n o p q r s t"}], usage: {prompt_tokens: 9, completion_tokens: 12}}}}],
  fails: [{response: {assembled: {choices: [{content: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"}], usage: {prompt_tokens: 9, completion_tokens: 1}}}},
    {response: {assembled: {choices: [{content: null, tool_calls: [{arguments: "{\"a\": \"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty\"}"}]}], usage: {prompt_tokens: 9, completion_tokens: 2}}}}]
};

include "lib/transcript";

# Reasoning is left out: some servers count it apart.
def words: [choices[] | .content, (.tool_calls // [] | .[] | .arguments) | strings | scan("\\S+")] | length;
def used: .response.assembled.usage | objects | .completion_tokens | numbers;

def applies: when(answered, if [used] == [] or (.response.assembled.usage.prompt_tokens // 0) == 0 then "there is no usage" else true end,
  if words < 20 then "the answer is too short to tell" else true end);
# No tokenizer puts eight words into a token.
def check: used as $used | words as $words
  | expect($used * 8 >= $words; finding("`completion_tokens` is \($used), and the answer has \($words) words"; "usage.completion_tokens"; $used | tostring));
