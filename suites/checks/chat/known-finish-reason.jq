module {
  requirement: "A finish reason is one of stop, length, tool_calls, content_filter and function_call.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["typed SDKs throw", "the AI SDK maps it to `other` and OpenCode may end the turn",
    "Goose takes an empty one on the first chunk for the end, and loses the call"],
  remedy: ["let the gateway translate the provider's words: end_turn and eos to stop, max_tokens to length, tool_use to tool_calls"],
  seen: ["BerriAI/litellm#12481", "smg-project/smg#2565", "sgl-project/sglang#3912", "looplj/axonhub#2073", "PowerShell/AIShell#350"],
  passes: [{response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 4"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "end_turn", at: "event 4"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "", at: "event 1"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, if [choices[].finish_reasons[]] == [] then "there is no finish reason" else true end);
def check: every(choices[].finish_reasons[];
  .value as $value | ["stop", "length", "tool_calls", "content_filter", "function_call"] | index([$value]) != null;
  finding("the finish reason is \(.value | shown)"; .at; .value | excerpt));
