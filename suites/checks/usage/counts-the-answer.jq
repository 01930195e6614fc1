module {
  requirement: "`completion_tokens` counts the complete answer.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause:
    "The chat completion object: `usage.completion_tokens`, \"tokens in the generated completion\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {
      does: "agents show a fraction of the usage, and shorten the conversation too late",
      measured: false
    }
  ],
  remedy: ["count-in-the-engine"],
  seen: ["vllm-project/vllm#8625"],
  passes: [
    {response: {assembled: {
      choices: [{content: "one two three four a b c d e f g h i j k l m n o p"}],
      usage: {prompt_tokens: 9, completion_tokens: 20}
    }}},
    {response: {assembled: {
      choices: [{content: "a b c d e f g h i j k l m n o p q r s t"}],
      usage: {prompt_tokens: 9, completion_tokens: 12}
    }}}
  ],
  fails: [
    {response: {assembled: {
      choices: [{content: "one two three four a b c d e f g h i j k l m n o p"}],
      usage: {prompt_tokens: 9, completion_tokens: 1}
    }}},
    {response: {assembled: {
      choices: [{
        content: null,
        tool_calls: [{arguments: "{\"a\": \"a b c d e f g h i j k l m n o p q r s t\"}"}]
      }],
      usage: {prompt_tokens: 9, completion_tokens: 2}
    }}}
  ]
};

include "lib/transcript";

# Without the reasoning: some servers count it separately.
def texts: [choices[] | .content, (.tool_calls // [] | .[] | .arguments) | strings];
def words: map(words_counted) | add // 0;
# Usually the beginning of each text is enough.
def is_short: (map(.[:1000]) | words < 20) and words < 20;
# Counting takes long, and every second character begins a word at most.
def max_words: (map(length + 1) | add // 0) / 2;
def completion_tokens: .response.assembled.usage | objects | .completion_tokens | numbers;

def applies: when(
  answered,
  unless([completion_tokens] == [] or (.response.assembled.usage.prompt_tokens // 0) == 0;
    "there is no usage"),
  unless(texts | is_short; "the answer is too short to be evaluated"));

# No tokenizer has tokens of eight words.
def check:
  completion_tokens as $tokens
  | texts as $texts
  | (if $tokens * 8 >= ($texts | max_words) then 0 else $texts | words end) as $words
  | expect($tokens * 8 >= $words;
      finding("`completion_tokens` is \($tokens), but the answer has \($words) words";
        "usage.completion_tokens"; $tokens | tostring));
