module {
  requirement:
    "A finish reason is `stop`, `length`, `tool_calls`, `content_filter` or `function_call`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: `choices[].finish_reason`, an enum of these five values",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33",
      does: "repeats the request endlessly (34 requests in a minute)",
      shown: ["opencode-serve/all:finish.unknown-value"]},
    {program: "AI SDK (openai-compatible) 2.0.92 and 3.0.92",
      does: "drop the call and end with an empty answer and no error",
      shown: [
        "aisdk-2-latest/stream:finish.unknown-value", "aisdk-3-latest/stream:finish.unknown-value"
      ]},
    {program: "pi", version: "0.73.1", does: "ends the turn",
      says: "Provider finish_reason: eos_token", shown: ["pi:finish.unknown-value"]},
    {program: "async-openai", version: "0.43.0", does: "rejects the response",
      says: "unknown variant `eos_token`", shown: ["async-openai/stream:finish.unknown-value"]}
  ],
  remedy: ["translate-finish-reasons"],
  seen: [
    "BerriAI/litellm#12481", "smg-project/smg#2565", "sgl-project/sglang#3912",
    "looplj/axonhub#2073", "PowerShell/AIShell#350"
  ],
  passes: [
    {response: {assembled: {choices: [{index: 0,
      finish_reasons: [{value: "stop", at: "event 4"}]}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0,
      finish_reasons: [{value: "end_turn", at: "event 4"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "", at: "event 1"}]}]}}}
  ]
};

include "lib/transcript";

def known: ["stop", "length", "tool_calls", "content_filter", "function_call"];

def applies: when(
  answered,
  no_error,
  unless([choices[].finish_reasons[]] == []; "there is no finish reason"));

def check: every(choices[].finish_reasons[]; .value as $value | known | index([$value]) != null;
  finding("the finish reason is \(.value | shown)"; where; .value | excerpt));
