module {
  requirement: "Every tool call has an `id` and a `function.name` that are non-empty strings.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "Chat Completions, the chat completion object: `tool_calls[].id`, `tool_calls[].function.name`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode 1.18.33, Kilo 7.7.7 and Cline 3.0.65",
     does: "end the turn if a streamed call has no id", says: "Expected 'id' to be a string.",
     shown: ["opencode-serve/all:stream.id-missing-first", "kilo-serve/all:stream.id-missing-first",
       "cline:stream.id-missing-first"]},
    {program: "OpenCode 1.18.33, Kilo 7.7.7 and Cline 3.0.65",
     does: "end the turn if the id is a number", says: "Type validation failed",
     shown: ["opencode-serve/all:stream.id-number", "kilo-serve/all:stream.id-number",
       "cline:stream.id-number"]},
    {program: "Continue 1.5.47 and LiteLLM 1.110.2",
     does: "drop a call without an id, and end with an empty answer and no error",
     shown: ["continue:stream.id-missing-first", "litellm/stream:stream.id-missing-first"]},
    {program: "openai-python 3.57.0, pi 0.73.1 and others",
     does: "send the call back with an empty id or without an id",
     shown: ["openai-python/stream:stream.id-missing-first", "pi:stream.id-missing-first",
       "openai-python/plain:tools.id-missing"]}],
  remedy: ["write-id-and-name", "gateway-rewrites-the-answer", "update-the-server"],
  seen: ["BerriAI/litellm#24095", "anomalyco/opencode#25786", "sigoden/aichat#1296",
    "diegosouzapw/OmniRoute#8316"],
  passes: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{id: "call_1", name: "f", at: "event 3"}]}]}}}],
  fails: [
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{id: null, name: "f", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{id: 7, name: "f", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{id: "call_1", name: "", at: "event 3"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, called);

def id_problem:
  if .id | named then empty
  elif .id == null then "the call has no id"
  elif .id == "" then "the id of the call is empty"
  else "the id of the call is the \(.id | type) \(.id | shown), not a string" end;
def name_problem:
  if .name | named then empty
  elif .name == null then "the function has no name"
  elif .name == "" then "the name of the function is empty"
  else "the name of the function is the \(.name | type) \(.name | shown)" end;

def check: every(calls[]; (.id | named) and (.name | named);
  finding([id_problem, name_problem] | join(", "); where; {id, name} | excerpt)
  + (if .id == null or .id == "" or (.id | named) then {}
    else {remedy: ["write-ids-as-strings"]} end));
