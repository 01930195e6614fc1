module {
  requirement: "The answer is complete before it reaches the token limit.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  clause: "Create chat completion: `max_completion_tokens`, which includes reasoning tokens",
  level: "must",
  impact: "stop",
  concerns: "model",
  breaks: [
    {program: "OpenCode 1.18.33 and pi 0.73.1",
      does: "end the turn with an empty answer and no error",
      shown: ["opencode-serve/all:reason.budget-eats-answer",
        "opencode-native-serve/all:reason.budget-eats-answer", "pi:reason.budget-eats-answer"]},
    {program: "Kilo", version: "7.7.7",
      does: "ends the turn and reports that the model reached the output limit while reasoning",
      shown: ["kilo-serve/all:reason.budget-eats-answer"]}
  ],
  remedy: ["raise-max-tokens", "lower-the-reasoning-effort"],
  seen: ["sipeed/picoclaw#966"],
  passes: [
    {case: {expect: {calls: ["f"]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls"}]}}}
  ],
  fails: [
    {case: {expect: {calls: ["f"]}}, request: {body: {max_tokens: 64}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length", reasoning: "Let me",
        finish_reasons: [{at: "event 9"}]}]}}},
    {request: {body: {max_tokens: 1024}},
      response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 0},
        choices: [{index: 0, finish_reason: "length", content: null,
          finish_reasons: [{at: "event 2"}]}]}}},
    {request: {body: {max_tokens: 8192}},
      response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 4096},
        choices: [{index: 0, finish_reason: "length", reasoning: "Hm",
          finish_reasons: [{at: "event 2"}]}]}}},
    {request: {body: {max_tokens: 1024}},
      response: {assembled: {usage: {prompt_tokens: 237, completion_tokens: 19},
        choices: [{index: 0, finish_reason: "length", content: "In",
          finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "stop"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length", content: "In",
        finish_reasons: [{at: "event 9"}]}]}}}
  ]
};

include "lib/transcript";

def limit_named: asked
  | if .max_completion_tokens then "max_completion_tokens is \(.max_completion_tokens)"
    elif .max_tokens then "max_tokens is \(.max_tokens)"
    else "the request sets no limit, so the server's default applies" end;

# The part of the answer that the limit cut off.
def part: if (.tool_calls // []) != [] then "call"
  elif .content // "" | . != "" then "answer"
  elif .reasoning // "" | . != "" then "reasoning"
  else "nothing" end;

def place_of_the_cut: {
  call: "inside the call",
  answer: "inside the answer",
  reasoning: "while the model was still reasoning, before any call or answer",
  nothing: "before any output"
}[part];

def applies: when(answered,
  unless(.case.expect.finish_reason == "length"; "the case expects a truncated answer"),
  unless(asked | [.max_completion_tokens, .max_tokens | numbers | select(. < 64)] != [];
    "the case allows only a few tokens"),
  has_choices,
  unless(asked.response_format and any(choices[]; runs_on); "not evaluated: see structured/ends"));

# How many bytes of the answer can be seen.
def visible: [.content, .reasoning, (.tool_calls[]? | .arguments)]
  | map(strings | utf8bytelength)
  | add // 0;

# Why the choice was cut, if the evidence excludes the other reasons:
# - `default`: the request sets no limit.
# - `budget`: the count or the visible text reaches the limit. Some servers do not count reasoning.
# - `maximum`: the count is a round number, so the server has its own maximum.
# - `context`: prompt and answer fill a context of a common size, with nothing uncounted.
def reason($limit; $usage): visible as $bytes
  | ([$usage | objects | .completion_tokens | numbers][0]) as $spent
  | ([$usage | objects | .prompt_tokens | numbers][0]) as $prompt
  | if ($limit | type) != "number" then "default"
    elif $spent == null or $spent >= $limit * 0.9 or $bytes >= 2 * $limit then "budget"
    elif $spent >= 256 and $spent % 256 == 0 then "maximum"
    elif $prompt != null and $bytes <= 12 * ($spent + 2) and $bytes > 0
      and ($prompt + $spent | . >= 255 and (. % 256 | . <= 1 or . == 255)) then "context"
    else null end;

def explanation($reason; $named; $usage; $spent):
  if $reason == "budget" or $reason == "default" then "; \($named)"
  elif $reason == "maximum" then
    " after \($spent) tokens, the server's own maximum; \($named)"
  elif $reason == "context" then
    " after \($spent) tokens, though \($named): "
    + "prompt and answer fill a context of \($usage.prompt_tokens + $spent) tokens"
  else
    " after \($spent) tokens, though \($named): "
    + "tokens that are not counted reached the limit, or the context is full" end;

def remedies($reason; $part):
  if $reason == "context" then ["raise-context"]
  elif $reason == "maximum" then ["raise-the-output-maximum"]
  elif $reason == "default" then ["raise-the-default-limit", "raise-max-tokens"]
  elif $reason == null and $part == "answer" then ["raise-context", "raise-max-tokens"]
  elif $reason == null then ["raise-max-tokens", "raise-context"]
  elif $part == "answer" then ["answer-repeats-itself", "raise-max-tokens"]
  else ["raise-max-tokens", "lower-the-reasoning-effort"] end;

def check: limit_named as $named
  | (asked | .max_completion_tokens // .max_tokens) as $limit
  | .response.assembled.usage as $usage
  | ([$usage | objects | .completion_tokens][0]) as $spent
  | every(choices[]; .finish_reason != "length";
      reason($limit; $usage) as $reason
      | finding("choice \(.index) was cut off \(place_of_the_cut)"
            + explanation($reason; $named; $usage; $spent);
          (.finish_reasons[-1] | where);
          "length"
            + (if $usage | type == "object" then
                ", prompt_tokens \($usage.prompt_tokens), completion_tokens \($spent)"
              else "" end);
          remedies($reason; part)));
