module {
  requirement:
    "A text answer that the token limit truncates finishes with `length`, any other with `stop`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].finish_reason`",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "finish_reason",
  yields_to: ["usage/within-the-limit"],
  breaks: [
    {does: "an agent treats a truncated answer as complete, or a complete answer as filtered",
      measured: false}
  ],
  remedy: ["ask-the-engine-directly", "update-the-server"],
  passes: [
    {case: {expect: {finish_reason: "length"}}, request: {body: {max_tokens: 20}},
      response: {assembled: {usage: {completion_tokens: 20},
        choices: [{index: 0, finish_reason: "length", finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "stop"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        finish_reasons: [{at: "event 9"}]}]}}}
  ],
  fails: [
    {case: {expect: {finish_reason: "stop"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "content_filter",
        finish_reasons: [{at: "event 9"}]}]}}},
    {case: {expect: {finish_reason: "length"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        finish_reasons: [{at: "event 9"}]}]}}}
  ]
};

include "lib/transcript";
include "lib/tools";

# Choices with calls, an unexpected `length`, an unknown reason or none are for other checks.
def judged: .case.expect.finish_reason as $want
  | choices[]
  | select(.finish_reason != null and (.tool_calls // []) == [])
  | select(.finish_reason != "tool_calls" and (.finish_reason != "length" or $want == "length"))
  | select(.finish_reason == ("stop", "length", "content_filter", "function_call"));

def applies: when(answered,
  unless(.case.expect.finish_reason == "length" and (at_the_limit | not);
    "the answer has fewer tokens than its limit"),
  unless([judged] == []; "no choice has a finish reason that this check compares"));

def check: .case.expect.finish_reason as $want
  | every(judged; .finish_reason == $want;
      finding("choice \(.index) finished with \(.finish_reason), not \($want)";
        (.finish_reasons[-1] | where); .finish_reason;
        if $want == "length" then ["say-length-when-cut", "ask-the-engine-directly"]
        else null end));
