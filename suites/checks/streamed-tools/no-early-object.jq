module {
  requirement: "Streamed arguments are not a complete object before they end.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  yields_to: ["streamed-tools/one-index-per-call"],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does: "runs the tool with `{}`, drops the rest, and loops while the model repeats the call",
     shown: ["opencode-serve/all:client.aisdk-early-finish"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "Invalid JSON input for openai-chat tool call write",
     shown: ["opencode-native-serve/all:client.aisdk-early-finish"]},
    {program: "AI SDK 2.0.92 and 3.0.92, pi 0.73.1, Qwen Code 0.15.10 and Continue 1.5.47",
     does: "reject the call, and loop while the model repeats it",
     shown: [
       "aisdk-2-latest/stream:client.aisdk-early-finish",
       "aisdk-3-latest/stream:client.aisdk-early-finish", "pi:client.aisdk-early-finish",
       "qwen-code:client.aisdk-early-finish", "continue:client.aisdk-early-finish"]},
    {program: "openai-python", version: "3.57.0",
     does: "joins both values; the code that parses them fails with an error",
     says: "Extra data: line 1 column 3 (char 2)",
     shown: [
       "openai-python/stream:client.aisdk-early-finish",
       "openai-python/helper:client.aisdk-early-finish"]}],
  remedy: ["start-arguments-empty", "gateway-rewrites-the-answer"],
  seen: ["vercel/ai#14277"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", arguments: "{\"a\": 1}", continued_at: null, deltas: []}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", arguments: "{\"a\": 1}{\"a\": 1}", continued_at: "event 5", deltas: []}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", arguments: "{}{\"a\": 1}", continued_at: "event 5", deltas: []}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Text after an object that is not empty belongs to tools/arguments-are-json.
def judged: [calls[] | select(.arguments | type == "string")];

def applies: when(
  streamed,
  answered,
  called,
  unless(judged == []; "the arguments are not strings"));

def check: every(judged[]; reopened | not;
  finding("the arguments of \(.name | shown) are an empty object at first, and then continue";
    .continued_location // .continued_at; .arguments | excerpt));
