module {
  requirement: "Every tool call has the `type` \"function\".",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  breaks: ["older AI SDKs and OpenRouter's provider: `Invalid literal value, expected \"function\"`", "OpenAI itself refuses the call when it is sent back without its type"],
  remedy: ["send `\"type\": \"function\"` with each call, in a stream with its first delta"],
  seen: ["vercel/ai#6041", "BerriAI/litellm#24095"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", type: "function", at: "event 3", deltas: [{at: "event 3", type: "function"}, {at: "event 4", type: null}]}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", type: null, at: "event 3", deltas: [{at: "event 3", type: null}]}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", type: "function", at: "event 3", deltas: [{at: "event 3", type: "function"}, {at: "event 4", type: ""}]}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", type: "tool_call", at: "event 3", deltas: []}]}]}}}]
};

include "lib/transcript";

# The first piece that says something else; the call itself where none says anything.
def wrong: [.deltas[]? | select(.type != null and .type != "function")][0]
  // (if .type == "function" then null else {at, type} end);

def applies: when(answered, called);
def check: every(calls[]; wrong == null;
  wrong as $wrong
  | finding("the call of \(.name | shown) \(if $wrong.type == null then "has no type" else "is of the type \($wrong.type | shown)" end)"; $wrong.at; $wrong.type | excerpt));
