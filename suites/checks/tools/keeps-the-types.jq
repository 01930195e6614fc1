module {
  requirement:
    "Arguments have the types of the schema: a number, boolean, list or object is not a string.",
  reference: "https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1",
  clause: "JSON Schema Validation, section 6.1.1: type",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
       "the agent's own validation rejects every call with such a value, and asks the model again",
     measured: false}],
  remedy: ["keep-the-types"],
  passes: [{transcripts: [{case: {id: "a"},
    request: {body: {tools: [{function: {name: "f",
      parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}},
    response: {status: 200,
      assembled: {choices: [{tool_calls: [
        {name: "f", parsed: {n: "1", b: true}},
        {name: "f", parsed: {n: "1"}}]}]}}}]}],
  fails: [{transcripts: [
    {case: {id: "a"},
      request: {body: {tools: [{function: {name: "f",
        parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}},
      response: {status: 200,
        assembled: {choices: [{tool_calls: [{name: "f", parsed: {n: "1", b: "true"}}]}]}}},
    {case: {id: "b"},
      request: {body: {tools: [{function: {name: "f",
        parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}},
      response: {status: 200,
        assembled: {choices: [{tool_calls: [{name: "f", parsed: {n: "2", b: "false"}}]}]}}}]}]
};

include "lib/transcript";

# The value is a string that contains JSON of that type.
def text_of($wanted):
  type == "string"
  and ((try (fromjson | type) catch "no") as $is
    | $is == $wanted or ($wanted == "integer" and $is == "number"));

# Every argument whose schema requires another type than string.
def typed:
  .transcripts[]
  | select(answered == true)
  | file as $file
  | tools_offered as $tools
  | calls[]
  | select(.parsed | type == "object")
  | .name as $name
  | .parsed as $parsed
  | [$tools[] | select(.name == $name) | .parameters | objects | .properties | objects][0] // {}
  | to_entries[]
  | (.value.type? // null) as $type
  | .key as $key
  | select($parsed | has($key))
  | select($type | . == "integer" or . == "number" or . == "boolean" or . == "array"
      or . == "object")
  | $parsed[$key]
  | {file: $file, as_text: text_of($type)};

def applies: unless([typed] | length < 3;
  "fewer than three arguments should have another type than string");

def check: [typed] as $all
  | expect(all($all[]; .as_text) | not or ([$all[].file] | unique | length) < 2;
      finding("each of \($all | length) arguments that should be a number, a boolean, a list or "
          + "an object is a string"; null; "")
      + {explains: {checks: ["tools/arguments-fit-the-schema"],
          transcripts: [$all[].file] | unique}});
