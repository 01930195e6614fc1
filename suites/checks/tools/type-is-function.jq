module {
  requirement: "Every tool call has `type: \"function\"`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: `tool_calls[].type`, \"only `function` is supported\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenAI Agents SDK", version: "0.24.0",
     does: "drops the call, and ends with an empty answer and no error",
     shown: ["openai-agents/run:tools.type-missing"]},
    {program: "Copilot CLI", version: "1.0.102",
     does: "retries five times, then stops", says: "missing choices[0].tool_calls[0].type",
     shown: ["copilot:stream.type-missing"]},
    {program: "OpenRouter provider of the AI SDK", version: "2.9.0",
     does: "ends the turn with an error", says: "Type validation failed",
     shown: ["aisdk-openrouter/stream:stream.type-missing"]},
    {program: "openai-node", version: "7.59.0",
     does: "throws in its stream helper and in `runTools`",
     says: "tool call snapshot missing `type`",
     shown: ["openai-node/helper:stream.type-missing",
       "openai-node/runtools:stream.type-missing"]}],
  remedy: ["write-call-type", "gateway-rewrites-the-answer"],
  seen: ["vercel/ai#6041", "BerriAI/litellm#24095"],
  passes: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{name: "f", type: "function", at: "event 3",
      deltas: [{at: "event 3", type: "function"}, {at: "event 4", type: null}]}]}]}}}],
  fails: [
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", type: null, at: "event 3",
        deltas: [{at: "event 3", type: null}]}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", type: "function", at: "event 3",
        deltas: [{at: "event 3", type: "function"}, {at: "event 4", type: ""}]}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", type: "tool_call", at: "event 3", deltas: []}]}]}}}]
};

include "lib/transcript";

# The first piece with another type, or the call itself if no piece has a type.
def wrong: [.deltas[]? | select(.type != null and .type != "function")][0]
  // (if .type == "function" then null else {at: where, type} end);

def applies: when(answered, called);

def check: every(calls[]; wrong == null;
  wrong as $wrong
  | (if $wrong.type == null then "has no type" else "is of the type \($wrong.type | shown)" end)
    as $problem
  | finding("the call of \(.name | shown) \($problem)"; ($wrong | where); $wrong.type | excerpt));
