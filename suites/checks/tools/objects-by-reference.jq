module {
  requirement:
    "An argument whose schema is a `$ref` to an object arrives as an object, not as a string.",
  reference: "https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.1",
  clause: "JSON Schema Core, section 8.2.3.1: Direct References with \"$ref\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "tools written with Pydantic or an MCP SDK reject every call with such an argument",
     measured: false}],
  remedy: ["resolve-references"],
  seen: ["vllm-project/vllm#46924", "vllm-project/vllm#50933", "vllm-project/vllm#43762",
    "modelcontextprotocol/python-sdk#2384", "huggingface/AnyLanguageModel#177"],
  passes: [
    {request: {body: {tools: [{function: {name: "f",
        parameters: {"$defs": {p: {type: "object"}},
          properties: {a: {"$ref": "#/$defs/p"}, b: {type: "array"}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: {x: 1}, b: []}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {"$defs": {p: {type: "object"}},
          properties: {a: {"$ref": "#/$defs/p"}, b: {type: "array"}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "{\"x\": 1}", b: "[]"}, at: "event 3"}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f",
      parameters: {"$defs": {p: {type: "object"}},
        properties: {a: {"$ref": "#/$defs/p"}, b: {type: "array"}}}}}]}},
    response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", parsed: {a: "{\"x\": 1}", b: []}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";
include "lib/tools";

def referring:
  tools_by_name as $tools
  | calls[]
  | [ offered_for($tools)[]
      | .parameters | objects | .properties | objects | .[] | objects
      | select(has("$ref")) ][0] // empty;

def applies: when(answered, called,
  unless([referring] == []; "no argument is described by a reference"));

def check: [referred_texts]
  | expect(. == []; .[]
      | finding("the argument `\(.key)` is a string of JSON, expected an object"; where;
          .came | excerpt));
