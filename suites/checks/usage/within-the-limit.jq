module {
  requirement: "An answer has no more tokens than `max_completion_tokens` or `max_tokens` allow.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  level: "must",
  concerns: "protocol",
  breaks: [
    {does: "answers run on for minutes and cost more than was allowed", measured: false},
    {does: "an agent that keeps room for the answer runs over the context", measured: false}
  ],
  remedy: ["translate-max-completion-tokens", "send-both-limits"],
  seen: ["abetlen/llama-cpp-python#1907", "ikawrakow/ik_llama.cpp#2321", "ggml-org/llama.cpp#13700", "nextcloud/integration_openai#426", "lmstudio-ai/lmstudio-bug-tracker#619"],
  passes: [{request: {body: {max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 6}}}},
    {request: {body: {max_tokens: 5, n: 2}}, response: {assembled: {usage: {completion_tokens: 10}}}}],
  fails: [{request: {body: {max_tokens: 5}}, response: {assembled: {usage: {completion_tokens: 10}}}},
    {request: {body: {max_tokens: 5}}, response: {assembled: {choices: [{content: "One two three four five", finish_reason: "length"}], usage: {completion_tokens: 10}}}},
    {request: {body: {max_tokens: 2}}, response: {assembled: {choices: [{content: "One two three four five", finish_reason: "length"}], usage: {completion_tokens: 5}}}},
    {request: {body: {max_completion_tokens: 8}}, response: {assembled: {usage: {completion_tokens: 300}}}}]
};

include "lib/transcript";

# One token more is how some servers count the end.
def limit: asked | [(.max_completion_tokens | numbers), (.max_tokens | numbers)]
  | select(. != []) | .[0];
def answers: [asked.n | numbers | select(. > 1)][0] // 1;
def used: .response.assembled.usage | objects | .completion_tokens | numbers;

def applies: when(answered, if [limit] == [] then "the request names no limit" else true end,
  if [used] == [] then "there is no usage" else true end);

# What ends with `length` was cut, so the limit arrived; where no more words came than it allows, the count is wrong. A limit
# without effect was sent under one of two names, of which only the newer one may be unknown to the server.
def words: [choices[] | .content, .reasoning, (.tool_calls // [] | .[] | .arguments) | strings | scan("\\S+")] | length;
def remedies($limit): if cut_off and words <= $limit + 1 then ["count-in-the-engine", "stop-at-the-limit"]
  elif cut_off then ["stop-at-the-limit", "ask-the-engine-directly"]
  elif asked.max_completion_tokens == null then ["pass-the-limit-on", "ask-the-engine-directly"]
  else ["translate-max-completion-tokens", "send-both-limits"] end;

def check: limit as $limit | answers as $answers | used as $used
  | expect($used <= ($limit + 1) * $answers;
      finding("the answer has \($used) tokens, and \($limit * $answers) were allowed" + (if cut_off then ", though it ends with `length`" else "" end); "usage.completion_tokens"; $used | tostring; remedies($limit * $answers)));
