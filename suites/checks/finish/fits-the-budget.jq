module {
  requirement: "The answer is finished before max_tokens is used up.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  level: "must",
  concerns: "model",
  breaks: [
    {program: "OpenCode 1.18.33 and pi 0.73.1", does: "end the turn with an empty answer and no error", shown: ["opencode-serve/all:reason.budget-eats-answer", "opencode-native-serve/all:reason.budget-eats-answer", "pi:reason.budget-eats-answer"]},
    {program: "Kilo", version: "7.7.7", does: "ends the turn, and says that the output limit was hit while the model was reasoning", shown: ["kilo-serve/all:reason.budget-eats-answer"]}
  ],
  remedy: ["raise-max-tokens", "lower-the-reasoning-effort"],
  seen: ["sipeed/picoclaw#966"],
  passes: [{case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls"}]}}}],
  fails: [{case: {expect: {calls: ["f"]}}, request: {body: {max_tokens: 64}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length", reasoning: "Let me", finish_reasons: [{at: "event 9"}]}]}}},
    {request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 0},
      choices: [{index: 0, finish_reason: "length", content: null, finish_reasons: [{at: "event 2"}]}]}}},
    {request: {body: {max_tokens: 8192}}, response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 4096},
      choices: [{index: 0, finish_reason: "length", reasoning: "Hm", finish_reasons: [{at: "event 2"}]}]}}},
    {request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 237, completion_tokens: 19},
      choices: [{index: 0, finish_reason: "length", content: "In", finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "stop"}}, response: {assembled: {choices: [{index: 0, finish_reason: "length", content: "In", finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";

def limit_named: asked
  | if .max_completion_tokens then "max_completion_tokens is \(.max_completion_tokens)"
    elif .max_tokens then "max_tokens is \(.max_tokens)"
    else "the request names no limit, so it is the server's own" end;

def reached: if (.tool_calls // []) != [] then "inside the call"
  elif .content // "" | . != "" then "inside the answer"
  elif .reasoning // "" | . != "" then "while the model was still reasoning, before any call or answer"
  else "before anything was said" end;

def applies: when(answered, if .case.expect.finish_reason == "length" then "the case wants the answer cut" else true end,
  if asked | [.max_completion_tokens, .max_tokens | numbers | select(. < 64)] != [] then "the case allows but a few tokens" else true end,
  if choices == [] then "there is no choice" else true end,
  if asked.response_format and any(choices[]; runs_on) then "the answer runs on in white space, which is judged" else true end);
# How many bytes of the answer can be seen.
def visible: [.content, .reasoning, (.tool_calls[]? | .arguments)] | map(strings | utf8bytelength) | add // 0;

# Why the choice was cut, by evidence that excludes the other reasons: `budget` where the count or the visible
# text reaches the limit (some servers leave reasoning out of the count), `context` where prompt and answer
# fill a window of a usual size with nothing uncounted, `maximum` where the server stops at a round number of its own.
def reason($limit; $usage): visible as $bytes
  | ([$usage | objects | .completion_tokens | numbers][0]) as $spent
  | ([$usage | objects | .prompt_tokens | numbers][0]) as $prompt
  | if ($limit | type) != "number" then "default"
    elif $spent == null or $spent >= $limit * 0.9 or $bytes >= 2 * $limit then "budget"
    elif $spent >= 256 and $spent % 256 == 0 then "maximum"
    elif $prompt != null and $bytes <= 12 * ($spent + 2) and $bytes > 0
      and ($prompt + $spent | . >= 255 and (. % 256 | . <= 1 or . == 255)) then "context"
    else null end;

def check: limit_named as $named | (asked | .max_completion_tokens // .max_tokens) as $limit | .response.assembled.usage as $usage
  | every(choices[]; .finish_reason != "length";
      reached as $reached | reason($limit; $usage) as $reason | ([$usage | objects | .completion_tokens][0]) as $spent
      | finding("choice \(.index) was cut off \($reached)"
            + (if $reason == "budget" or $reason == "default" then "; \($named)" elif $reason == "maximum" then " after \($spent) tokens, which is the server's own maximum; \($named)"
              elif $reason == "context" then " after \($spent) tokens, though \($named): prompt and answer fill a context of \($usage.prompt_tokens + $spent) tokens"
              else " after \($spent) tokens, though \($named): the limit was reached by tokens that are not counted, or the context is full" end);
          .finish_reasons[-1].at;
          "length" + (if $usage | type == "object" then ", prompt_tokens \($usage.prompt_tokens), completion_tokens \($spent)" else "" end);
          if $reason == "context" then ["raise-context"]
          elif $reason == "maximum" then ["raise-the-output-maximum"]
          elif $reason == "default" then ["raise-the-default-limit", "raise-max-tokens"]
          elif $reason == null and $reached == "inside the answer" then ["raise-context", "raise-max-tokens"]
          elif $reason == null then ["raise-max-tokens", "raise-context"]
          elif $reached == "inside the answer" then ["answer-repeats-itself", "raise-max-tokens"]
          else ["raise-max-tokens", "lower-the-reasoning-effort"] end));
