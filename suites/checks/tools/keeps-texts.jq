module {
  requirement: "An argument that the schema calls a string stays one, also where its text reads like JSON, a number or `null`.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  expects: "exact",
  breaks: [{does: "a tool that writes package.json gets an object: its schema refuses the call, or the file reads `[object Object]`", measured: false},
    {does: "a search for `null` or a branch named by digits fails in the tool's own validation", measured: false}],
  remedy: ["keep-strings"],
  seen: ["continuedev/continue#8972", "Kilo-Org/kilocode#4131", "ezyang/codemcp#198", "ai-dynamo/frontend-crates#251", "ai-dynamo/frontend-crates#268", "ai-dynamo/frontend-crates#271"],
  passes: [{case: {expect: {exact: {a: "null", b: "{\"x\": 1}"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "null", b: "{\"x\": 1}"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "null", b: "123"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "null", b: 123}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "null", b: "123"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: 0, b: "123"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {exact: {a: "null", b: "x"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: null, b: "x"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "{\"x\": 1}"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: {x: 1}}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "1e5", b: "123"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: 100000, b: 123}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

def applies: when(answered, called,
  if [due_texts | select((.due | type) == "string") | .due | fromjson? | select(type != "string")] == [] then "no text reads like JSON" else true end);
def check: [read_texts] | expect(. == []; .[]
  | finding("the argument `\(.key)` is \(.came | type | if . == "null" then . elif . == "object" or . == "array" then "an \(.)" else "a \(.)" end), where the string \(.due | shown) is due"; .at; .came | excerpt));
