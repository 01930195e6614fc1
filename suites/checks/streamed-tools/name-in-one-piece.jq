module {
  requirement: "The name of a function comes whole, in one piece of its call.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "clients take the first piece for the name, and report that there is no such tool", measured: false}],
  remedy: ["name-in-one-piece", "ask-the-engine-directly"],
  passes: [{request: {body: {tools: [{function: {name: "get_weather"}}]}}, response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "get_weather", deltas: [{at: "event 3", name: "get_weather"}, {at: "event 4", name: "get_weather"}]}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "get_weather"}}]}}, response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "get_", at: "event 3", deltas: [{at: "event 3", name: "get_"}, {at: "event 4", name: "weather"}]}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(streamed, answered, called, if any(calls[]; .name | named) then true else "no call has a name" end);
def check: [tools_offered[].name] as $offered
  | [calls[] | .whole = pieced_name($offered) | select(.whole)]
  | expect(. == []; .[] | finding("the name \(.whole | shown) comes in \([.deltas[].name | select(named)] | length) pieces"; .at; [.deltas[].name | select(named)] | excerpt));
