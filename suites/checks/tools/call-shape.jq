module {
  requirement: "Every tool call has an `id` and a function with a `name`, both strings that are not empty.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode, Kilo and others (AI SDK): `AI_InvalidResponseDataError: Expected 'id' to be a string.`, or `Expected 'function.name' to be a string.`",
    "without an id the result cannot be sent back: the next turn is a 400 or 500"],
  remedy: ["update the server or the gateway: it must mint an id for every call, as a string"],
  seen: ["BerriAI/litellm#24095", "anomalyco/opencode#25786", "sigoden/aichat#1296", "diegosouzapw/OmniRoute#8316"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{id: "call_1", name: "f", at: "event 3"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{id: null, name: "f", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{id: 7, name: "f", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{id: "call_1", name: "", at: "event 3"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, called);
def check: every(calls[]; (.id | named) and (.name | named);
  finding([if .id | named then empty elif .id == null then "the call has no id"
      elif .id == "" then "the id of the call is empty" else "the id of the call is the \(.id | type) \(.id | shown), not a string" end,
    if .name | named then empty elif .name == null then "the function has no name"
      elif .name == "" then "the name of the function is empty" else "the name of the function is the \(.name | type) \(.name | shown)" end] | join(", ");
    .at; {id, name} | excerpt)
  + (if .id == null or .id == "" or (.id | named) then {} else {remedy: ["let the gateway write ids as strings: \"\(.id | tojson | gsub("\""; ""))\""]} end));
