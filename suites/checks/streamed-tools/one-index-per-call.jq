module {
  requirement: "An index belongs to one call: it never occurs with two ids.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].delta.tool_calls[].index`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (openai-compatible)", version: "1.0.61 and 2.0.92",
     does:
       "loops to its step limit; 2.0.41 keeps the first call only, and the model repeats the rest",
     shown: [
       "aisdk-2-latest/stream:stream.index-always-zero",
       "aisdk-1-latest/stream:stream.index-always-zero"]},
    {program: "Vibe 3.0.2, strands 1.62.0, AutoGen 0.7.5 and OpenAI Agents SDK 0.24.0",
     does: "join them into one broken call, and loop to their step limit",
     shown: [
       "vibe:stream.index-always-zero", "strands/stream:stream.index-always-zero",
       "autogen/stream:stream.index-always-zero", "openai-agents/stream:stream.index-always-zero"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "Invalid JSON input for openai-chat tool call write",
     shown: ["opencode-native-serve/all:stream.index-always-zero"]},
    {program: "openai-python", version: "3.57.0",
     does: "joins names and arguments of two calls: client code finds no such tool",
     says: "'save_noteget_code'",
     shown: [
       "openai-python/stream:stream.index-always-zero",
       "openai-python/helper:stream.index-always-zero"]}],
  remedy: ["count-the-calls", "make-ids-once", "gateway-rewrites-the-answer"],
  seen: [
    "ollama/ollama#15457", "vercel/ai#14277", "ai-dynamo/dynamo#4723", "su-kaka/gcli2api#406",
    "InternLM/lmdeploy#3412"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 0, name: "f",
       deltas: [
         {at: "event 3", id: "a"}, {at: "event 4", id: null}, {at: "event 5", id: "a"}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 0, name: "f",
       deltas: [
         {at: "event 3", id: "a", name: "f"}, {at: "event 7", id: "b", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {index: 0, name: "f",
       deltas: [
         {at: "event 3", id: "a", name: "f"}, {at: "event 4", id: "b"},
         {at: "event 5", id: "c"}]}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(streamed, answered, called);

def check: every(calls[]; mixed | not;
  ([.deltas[].id | select(named)] | unique) as $ids
  | .deltas[0].id as $first
  | [.deltas[] | select((.id | named) and .id != $first)][0] as $other
  | ([.deltas[] | select(.name | named)] | length) as $names
  | finding(
      if $names > 1 then "\($names) calls share the index \(.index | shown)"
      else "the call of \(.name | shown) has \($ids | length) different ids" end;
      ($other | where); $ids | excerpt;
      if $names > 1 then ["count-the-calls", "gateway-rewrites-the-answer"]
      else ["make-ids-once", "gateway-rewrites-the-answer"] end));
