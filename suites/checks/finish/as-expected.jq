module {
  requirement: "An answer in words finishes for the reason the case calls for.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  expects: "finish_reason",
  breaks: [{does: "an agent takes an answer that was cut for a whole one, or a whole one for a refusal", measured: false}],
  remedy: ["ask-the-engine-directly", "update-the-server"],
  passes: [{case: {expect: {finish_reason: "length"}}, request: {body: {max_tokens: 20}},
      response: {assembled: {usage: {completion_tokens: 20}, choices: [{index: 0, finish_reason: "length", finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "stop"}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", finish_reasons: [{at: "event 9"}]}]}}}],
  fails: [{case: {expect: {finish_reason: "stop"}}, response: {assembled: {choices: [{index: 0, finish_reason: "content_filter", finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "length"}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Calls, a spent budget, foreign words and a missing reason each have a check of their own.
def judged: .case.expect.finish_reason as $want
  | choices[] | select(.finish_reason != null and (.tool_calls // []) == [])
  | select(.finish_reason != "tool_calls" and (.finish_reason != "length" or $want == "length"))
  | select(.finish_reason == ("stop", "length", "content_filter", "function_call"));

def applies: when(answered,
  if .case.expect.finish_reason == "length" and (at_the_limit | not) then "the answer has fewer tokens than its limit" else true end,
  if .case.expect.finish_reason == "length" and (token_limit as $limit | any(.response.assembled.usage | objects | .completion_tokens | numbers; . > $limit + 1)) then "the answer has more tokens than its limit, which is judged as that" else true end,
  if [judged] == [] then "other checks judge how this answer ends" else true end);
def check: .case.expect.finish_reason as $want
  | every(judged; .finish_reason == $want;
      finding("choice \(.index) finished with \(.finish_reason), not \($want)"; .finish_reasons[-1].at; .finish_reason;
        if $want == "length" then ["say-length-when-cut", "ask-the-engine-directly"] else null end));
