module {
  requirement: "The name of a function is complete in one piece of its call.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause:
    "The chat completion chunk object: `function.name`, \"the name of the function to call\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "clients take the first piece for the name, and report that there is no such tool",
     measured: false}],
  remedy: ["name-in-one-piece", "ask-the-engine-directly"],
  passes: [
    {request: {body: {tools: [{function: {name: "get_weather"}}]}},
     response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
       {name: "get_weather",
        deltas: [
          {at: "event 3", name: "get_weather"}, {at: "event 4", name: "get_weather"}]}]}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "get_weather"}}]}},
     response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
       {name: "get_", at: "event 3",
        deltas: [{at: "event 3", name: "get_"}, {at: "event 4", name: "weather"}]}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(
  streamed,
  answered,
  called,
  only_if(any(calls[]; .name | named); "no call has a name"));

# Calls whose pieces together are the name of an offered function.
def pieced: [tools_offered[].name] as $offered
  | [calls[] | .full_name = pieced_name($offered) | select(.full_name)];

def names: [.deltas[].name | select(named)];

def check: pieced
  | expect(. == []; .[]
      | finding("the name \(.full_name | shown) arrives in \(names | length) pieces";
          where; names | excerpt));
