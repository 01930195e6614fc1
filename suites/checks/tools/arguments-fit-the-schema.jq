module {
  requirement: "The arguments are valid against the JSON Schema of the function.",
  reference: "https://json-schema.org/draft/2020-12/json-schema-validation#section-6",
  clause:
    "Create chat completion: `tools[].function.parameters`; JSON Schema Validation, section 6",
  level: "must",
  impact: "stop",
  concerns: "model",
  yields_to: [
    "tools/keeps-white-space", "tools/keeps-tags", "tools/keeps-texts", "tools/keeps-digits",
    "tools/objects-by-reference"
  ],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does:
       "rejects `{}` (`The write tool was called with invalid arguments`), and loops if it recurs",
     shown: ["opencode-serve/all:client.aisdk-early-finish"]},
    {program: "Kilo", version: "7.7.7",
     does: "ends the turn after three such calls",
     says: "Stopped after 3 consecutive invalid-argument failures for the \"write\" tool",
     shown: ["kilo-serve/all:client.aisdk-early-finish"]},
    {program: "openai-node", version: "7.59.0",
     does: "runs the tool without its required arguments, and reports no error",
     shown: ["openai-node/plain:tools.function-null-args"]},
    {program: "langchain4j", version: "1.19.0",
     does: "stops with an error",
     says: "Required parameter \"copies\" of tool \"save_note\" is missing",
     shown: ["langchain4j/stream:client.aisdk-early-finish"]}],
  remedy: ["constrain-the-arguments", "schema-of-the-gateway", "tool-parser-mismatch",
    "stronger-model"],
  passes: [
    {request: {body: {tools: [{function: {name: "f",
        parameters: {type: "object", required: ["a"], properties: {a: {type: "integer"}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: 1}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {properties: {a: {anyOf: [{type: "string"}, {type: "null"}]}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: null}, at: "event 3"}]}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "f",
        parameters: {type: "object", required: ["a"], properties: {a: {type: "integer"}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "1"}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {type: "object", required: ["a"]}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {properties: {n: {minimum: 0, exclusiveMinimum: true}}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {n: 0}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {"$defs": {node: {properties: {next: {"$ref": "#/$defs/node"}},
            additionalProperties: false}}, "$ref": "#/$defs/node"}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {next: {next: {nxet: {}}}}, at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {anyOf: [
          {properties: {kind: {const: "file"}, path: {type: "string"}}, required: ["kind", "path"]},
          {properties: {kind: {const: "url"}, url: {type: "string"}},
            required: ["kind", "url"]}]}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {kind: "url", path: "a"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/schema";
include "lib/tools";

# The schema of an offered function, without `enum` for the texts that the case expects verbatim:
# other checks compare those.
def schema($known): reduce $known[] as $key (.parameters // {};
  if .properties?[$key]? | type == "object" then del(.properties[$key].enum) else . end);

# The calls with readable arguments, each with the schema of its function. Left out are calls of
# other functions than the case expects, and copies of calls of the history.
def judged:
  (.case.expect.exact // {} | keys) as $known
  | tools_by_name({schema: schema($known)}) as $tools
  | earlier_calls as $earlier
  | (.case.expect.calls? // []) as $wanted
  | calls[]
  | select((.parsed | type == "object") and (copied($earlier) | not))
  | .name as $name
  | select($wanted == [] or ($wanted | index([$name])) != null)
  | . + offered_for($tools)[];

def applies: when(answered, called,
  unless([judged] == []; "there are no arguments to compare with a schema"));

# Gateways simplify the deep parts of a schema.
def deep($schema):
  (.path | ltrimstr(".") | test("[.\\[]")) or ($schema | tostring | test("\"\\$ref\"|\"const\""));

def check:
  [ judged
    | . as $call
    | .schema as $schema
    | .parsed
    | violations($schema)
    | {call: $call, schema: $schema, path, rule} ]
  | length as $count
  | [ .[:5][]
    | .call as $call
    | .schema as $schema
    | (if .path == "" then "the object" else "`\(.path | ltrimstr("."))`" end) as $subject
    | finding("\($subject) in the arguments of \($call.name) \(.rule)"; ($call | where);
        $call.parsed | excerpt)
      + (if deep($schema)
        then {remedy: ["schema-of-the-gateway", "constrain-the-arguments", "stronger-model"]}
        else {} end) ]
  | if $count > 5 then .[4].message += "; there are \($count - 5) more violations" else . end
  | expect(. == []; .[]);
