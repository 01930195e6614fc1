module {
  requirement: "Arguments have the JSON types of the function's schema: numbers, booleans, lists and objects are no texts.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "the agent's own validation refuses every call with such a value, and asks the model again", measured: false}],
  remedy: ["keep-the-types"],
  passes: [{transcripts: [{case: {id: "a"}, request: {body: {tools: [{function: {name: "f", parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f", parsed: {n: "1", b: true}}, {name: "f", parsed: {n: "1"}}]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, request: {body: {tools: [{function: {name: "f", parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f", parsed: {n: "1", b: "true"}}]}]}}},
      {case: {id: "b"}, request: {body: {tools: [{function: {name: "f", parameters: {properties: {n: {type: "integer"}, b: {type: "boolean"}}}}}]}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f", parsed: {n: "2", b: "false"}}]}]}}}]}]
};

include "lib/transcript";

# Every argument whose schema wants something else than a text: whether it came as a text that holds such a value.
def typed: .transcripts[] | select(answered == true) | file as $file | tools_offered as $tools
  | calls[] | select(.parsed | type == "object") | .name as $name | .parsed as $parsed
  | [$tools[] | select(.name == $name) | .parameters | objects | .properties | objects][0] // {} | to_entries[]
  | (.value.type? // null) as $type | .key as $key | select($parsed | has($key))
  | select($type | . == "integer" or . == "number" or . == "boolean" or . == "array" or . == "object")
  | $parsed[$key] | {file: $file, as_text: (type == "string" and ((try (fromjson | type) catch "no") as $is
      | $is == $type or ($type == "integer" and $is == "number")))};

def applies: if [typed] | length < 3 then "fewer than three arguments were to have another type than a text" else true end;
def check: [typed] as $all
  | expect(all($all[]; .as_text) | not or ([$all[].file] | unique | length) < 2;
      finding("each of \($all | length) arguments that should be a number, a boolean, a list or an object is a text"; null; "")
      + {explains: {checks: ["tools/arguments-fit-the-schema"], transcripts: [$all[].file] | unique}});
