module {
  requirement: "The arguments contain the values that the user asked for.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "No specification requires this, but clients pass `function.arguments` to tools unchanged.",
  level: "should",
  impact: "corruption",
  concerns: "model",
  expects: "arguments",
  breaks: [
    {program: "50 of 50 clients",
     does:
       "run the tool with the altered value (measured with a decimal number), and show no error",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled",
       "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled",
       "openai-python/stream:args.decimal-mangled"]}],
  remedy: ["stronger-model", "describe-the-tools", "see-how-often"],
  passes: [{case: {expect: {arguments: {city: "zurich"}}},
    response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", parsed: {city: "Zurich, CH"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {arguments: {city: "zurich"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {city: "Geneva"}, at: "event 3"}]}]}}},
    {case: {expect: {arguments: {city: "zurich"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Each expectation is a case-insensitive pattern for the argument of that name. A value of another
# type than string, and a missing required one, are left to tools/arguments-fit-the-schema.
def judged:
  (.case.expect.arguments | to_entries) as $wanted
  | tools_by_name as $tools
  | calls[]
  | select(.parsed | type == "object")
  | . + ($wanted[] | {wanted: .})
  | .wanted.key as $key
  | [offered_for($tools)[] | .parameters | objects][0] as $schema
  | select(.parsed[$key] | type == "string"
      or (type == "null" and ($tools == {}
        or (($schema.properties | objects | has($key))
          and ($schema.required // [] | index([$key])) == null))));

def applies: when(answered, called, unless([judged] == []; "no argument can be read as a text"));

def check: every(judged;
  .wanted as $wanted | .parsed[$wanted.key] // "" | test($wanted.value; "i");
  finding("the argument `\(.wanted.key)` does not contain \(.wanted.value)"; where;
    .parsed[.wanted.key] | excerpt));
