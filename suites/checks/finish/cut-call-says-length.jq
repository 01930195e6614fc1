module {
  requirement: "A tool call that the token limit cuts off finishes with `length`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].finish_reason`",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "a client runs half a call, or reports invalid JSON, instead of raising the token limit",
      measured: false}
  ],
  remedy: ["cut-calls-finish-with-length", "raise-max-tokens"],
  seen: ["vllm-project/vllm#53269", "vllm-project/vllm#58228", "ikawrakow/ik_llama.cpp#2321"],
  passes: [
    {case: {expect: {finish_reason: "length"}}, request: {body: {max_tokens: 20}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length",
        tool_calls: [{name: "f", arguments: "{\"a\"",
          defects: [{kind: "unexpected-end", offset: 4}]}]}]}}},
    {request: {body: {max_tokens: 20}},
      response: {assembled: {usage: {completion_tokens: 20},
        choices: [{index: 0, finish_reason: "tool_calls",
          tool_calls: [{name: "f", arguments: "{}", defects: []}]}]}}}
  ],
  fails: [
    {case: {expect: {finish_reason: "length"}}, request: {body: {max_tokens: 20}},
      response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls",
        finish_reasons: [{at: "event 9"}],
        tool_calls: [{name: "f", at: "event 3", arguments: "{\"a\"",
          defects: [{kind: "unexpected-end", offset: 4}]}]}]}}},
    {request: {body: {max_tokens: 20}},
      response: {assembled: {usage: {completion_tokens: 20},
        choices: [{index: 0, finish_reason: "stop", finish_reasons: [{at: "event 9"}],
          tool_calls: [{name: "f", at: "event 3", arguments: "",
            defects: [{kind: "empty", offset: 0}]}]}]}}}
  ]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, called,
  only_if(at_the_limit; "the answer has fewer tokens than its limit"));

def check: token_limit as $limit
  | [cut_in_secret]
  | expect(. == []; .[]
      | .tool_calls[-1] as $call
      | finding("choice \(.index) finishes with \(.finish_reason), though the call of "
            + "\($call.name | shown) was cut off"
            + (if $limit then " at \($limit) tokens" else "" end);
          (.finish_reasons[-1] | where);
          $call.arguments | if . == "" then excerpt else .[-60:] | excerpt end));
