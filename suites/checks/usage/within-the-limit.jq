module {
  requirement: "An answer has no more tokens than `max_completion_tokens` or `max_tokens` allows.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  clause:
    "Create chat completion: `max_completion_tokens`, \"An upper bound for the number of tokens\"",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does: "answers run for minutes and cost more than allowed", measured: false},
    {
      does: "an agent that reserves tokens for the answer exceeds the context window",
      measured: false
    }
  ],
  remedy: ["translate-max-completion-tokens", "send-both-limits"],
  seen: [
    "abetlen/llama-cpp-python#1907", "ikawrakow/ik_llama.cpp#2321", "ggml-org/llama.cpp#13700",
    "nextcloud/integration_openai#426", "lmstudio-ai/lmstudio-bug-tracker#619"
  ],
  passes: [
    {request: {body: {max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 6}}}},
    {
      request: {body: {max_tokens: 5, n: 2}},
      response: {assembled: {usage: {completion_tokens: 10}}}
    }
  ],
  fails: [
    {request: {body: {max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 10}}}},
    {
      request: {body: {max_tokens: 5}},
      response: {assembled: {
        choices: [{content: "One two three four five", finish_reason: "length"}],
        usage: {completion_tokens: 10}
      }}
    },
    {
      request: {body: {max_tokens: 2}},
      response: {assembled: {
        choices: [{content: "One two three four five", finish_reason: "length"}],
        usage: {completion_tokens: 5}
      }}
    },
    {
      request: {body: {max_completion_tokens: 8}},
      response: {assembled: {usage: {completion_tokens: 300}}}
    }
  ]
};

include "lib/transcript";

def limit:
  asked
  | [(.max_completion_tokens | numbers), (.max_tokens | numbers)]
  | select(. != [])
  | .[0];
def answers: [asked.n | numbers | select(. > 1)][0] // 1;
def completion_tokens: .response.assembled.usage | objects | .completion_tokens | numbers;

def applies: when(
  answered,
  unless([limit] == []; "the request sets no limit"),
  unless([completion_tokens] == []; "there is no usage"));

# An answer with the finish reason `length` was cut, so the limit reached the engine; if it has no
# more words than the limit, the count is wrong. A limit that has no effect was sent under one of
# two names, and a server may not know the newer one.
def words:
  [ choices[]
    | .content, .reasoning, (.tool_calls // [] | .[] | .arguments)
    | strings | words_counted ]
  | add // 0;
def remedies($limit):
  if cut_off and words <= $limit + 1 then ["count-in-the-engine", "stop-at-the-limit"]
  elif cut_off then ["stop-at-the-limit", "ask-the-engine-directly"]
  elif asked.max_completion_tokens == null then ["pass-the-limit-on", "ask-the-engine-directly"]
  else ["translate-max-completion-tokens", "send-both-limits"] end;

# Some servers count the end token, so one more token is accepted.
def check:
  limit as $limit
  | answers as $answers
  | completion_tokens as $tokens
  | (if cut_off then ", although its finish reason is `length`" else "" end) as $cut
  | expect($tokens <= ($limit + 1) * $answers;
      finding("the answer has \($tokens) tokens, but \($limit * $answers) were allowed\($cut)";
        "usage.completion_tokens"; $tokens | tostring; remedies($limit * $answers)));
