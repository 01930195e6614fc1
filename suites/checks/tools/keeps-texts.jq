module {
  requirement: "A string argument stays a string, even if it looks like JSON, a number or `null`.",
  reference: "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1",
  clause: "JSON Schema Validation, section 6.1.1: type",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  expects: "exact",
  breaks: [
    {does:
       "a tool that writes package.json gets an object: it fails, or the file is `[object Object]`",
     measured: false},
    {does: "a search for `null` or a branch named with digits fails in the tool's own validation",
     measured: false}],
  remedy: ["keep-strings"],
  seen: ["continuedev/continue#8972", "Kilo-Org/kilocode#4131", "ezyang/codemcp#198",
    "ai-dynamo/frontend-crates#251", "ai-dynamo/frontend-crates#268",
    "ai-dynamo/frontend-crates#271"],
  passes: [
    {case: {expect: {exact: {a: "null", b: "{\"x\": 1}"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "null", b: "{\"x\": 1}"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "null", b: "123"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "null", b: 123}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "null", b: "123"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: 0, b: "123"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {exact: {a: "null", b: "x"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: null, b: "x"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "{\"x\": 1}"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: {x: 1}}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "1e5", b: "123"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: 100000, b: 123}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

def json_texts:
  due_texts
  | select((.due | type) == "string")
  | .due
  | fromjson?
  | select(type != "string");

def applies: when(answered, called, unless([json_texts] == []; "no text looks like JSON"));

def kind: type
  | if . == "null" then . elif . == "object" or . == "array" then "an \(.)" else "a \(.)" end;

def check: [read_texts]
  | expect(. == []; .[]
      | finding("the argument `\(.key)` is \(.came | kind), expected the string \(.due | shown)";
          where; .came | excerpt));
