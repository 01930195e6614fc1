module {
  requirement: "All calls of a choice have different ids.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.tool_calls[].id`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "pydantic-ai", version: "2.68.0",
     does: "stops with an error",
     says: "Function tool calls must have unique `tool_call_id` values",
     shown: ["pydantic-ai/stream:stream.id-number"]},
    {program: "langchain4j 1.19.0, openai-go 3.99.0 and Spring AI 1.1.2",
     does: "send two calls and two results with the same id back to the server",
     shown: ["langchain4j/stream:stream.id-number", "openai-go/stream:stream.id-number",
       "spring-ai/stream:stream.id-number"]}],
  remedy: ["one-id-per-call", "gateway-rewrites-the-answer"],
  seen: ["BerriAI/litellm#24095", "sigoden/aichat#1296"],
  passes: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{id: "a", name: "f"}, {id: "b", name: "f"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{id: "a", name: "f", at: "event 3"}, {id: "a", name: "f", at: "event 9"}]}]}}}]
};

include "lib/transcript";

# Calls without an id are left to tools/call-shape.
def judged: choices[] | [.tool_calls[]? | select(.id | named)] | select(length > 1);

def applies: when(answered, called,
  unless([judged] == []; "fewer than two calls have an id"));

def check: every(judged | group_by(.id)[]; length == 1;
  finding("\(length) calls share the id \(.[0].id | shown)"; (.[1] | where); [.[].name] | excerpt));
