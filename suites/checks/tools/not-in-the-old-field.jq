module {
  requirement: "A call of a tool stands in `tool_calls`, not in the older field `function_call`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "clients that send `tools` read `tool_calls` alone: no tool runs, and the turn ends empty without an error", measured: false}],
  remedy: ["write-tool-calls", "update-the-server"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {json: {choices: [{message: {function_call: null, tool_calls: []}}]}, assembled: {choices: [{index: 0, tool_calls: []}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {json: {choices: [{message: {function_call: {name: "f", arguments: "{}"}}}]}, assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {json: {choices: [{message: {function_call: {name: "f", arguments: "{}"}}}]}, assembled: {choices: [{index: 0, tool_calls: []}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {events: [{number: 2, json: {choices: [{delta: {function_call: {name: "f", arguments: ""}}}]}}], assembled: {choices: [{index: 0, tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, if tools_offered == [] then "no tool was offered" else true end);
def check: [legacy_calls][0]
  | expect(. == null; finding("the call of \(.name) is in `function_call`"; "choice 0"; tojson | excerpt));
