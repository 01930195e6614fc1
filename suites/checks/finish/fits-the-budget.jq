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
# The tokens that were left when the answer was cut: not the limit ended it, but the context.
def spent_early: (asked | .max_completion_tokens // .max_tokens) as $limit
  | [.response.assembled.usage | objects | .completion_tokens | numbers
    | select(($limit | type) == "number" and . < $limit * 0.9)][0];

def check: limit_named as $limit | .response.assembled.usage as $usage | spent_early as $spent
  | every(choices[]; .finish_reason != "length";
      reached as $reached
      | if $spent then
          finding("choice \(.index) was cut off \($reached) after \($spent) tokens, though \($limit): the server's context is full"; .finish_reasons[-1].at;
            "length, prompt_tokens \($usage.prompt_tokens), completion_tokens \($spent)";
            ["raise-context"])
        else
          finding("choice \(.index) was cut off \($reached); \($limit)"; .finish_reasons[-1].at;
            "length" + (if $usage | type == "object" then ", completion_tokens \($usage.completion_tokens)" else "" end))
          + (if $reached == "inside the answer" then {remedy: ["answer-repeats-itself", "raise-max-tokens"]} else {} end)
        end);
