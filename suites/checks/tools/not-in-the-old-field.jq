module {
  requirement:
    "A tool call is returned in `tool_calls`, not in the deprecated field `function_call`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "Chat Completions, the chat completion object: `function_call`, \"replaced by `tool_calls`\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "clients that send `tools` read only `tool_calls`: no tool runs, and no error is shown",
     measured: false}],
  remedy: ["write-tool-calls", "update-the-server"],
  passes: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {json: {choices: [{message: {function_call: null, tool_calls: []}}]},
        assembled: {choices: [{index: 0, tool_calls: []}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {json: {choices: [{message: {function_call: {name: "f", arguments: "{}"}}}]},
        assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {json: {choices: [{message: {function_call: {name: "f", arguments: "{}"}}}]},
        assembled: {choices: [{index: 0, tool_calls: []}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {events: [{number: 2,
          json: {choices: [{delta: {function_call: {name: "f", arguments: ""}}}]}}],
        assembled: {choices: [{index: 0, tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, unless(tools_offered == []; "no tools were offered"));

def check: [legacy_calls][0]
  | expect(. == null;
      finding("the call of \(.name) is in `function_call`"; "function_call"; tojson | excerpt));
