module {
  requirement: "The arguments say what the user asked for.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "model",
  expects: "arguments",
  breaks: [{program: "50 of 50 clients", does: "run the tool with the altered value, a decimal number in the experiment; no error shows it",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled", "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled", "openai-python/stream:args.decimal-mangled"]}],
  remedy: ["stronger-model", "describe-the-tools", "see-how-often"],
  passes: [{case: {expect: {arguments: {city: "zurich"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {city: "Zurich, CH"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {arguments: {city: "zurich"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {city: "Geneva"}, at: "event 3"}]}]}}},
    {case: {expect: {arguments: {city: "zurich"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {}, at: "event 3"}]}]}}}]
};

include "lib/transcript";

# Each expectation is a pattern for the argument of that name, whatever the case of its letters.
# A value of another type than a text, and one that is missing and required, are for the check of the schema.
def judged: (.case.expect.arguments | to_entries) as $wanted | tools_offered as $tools
  | calls[] | select(.parsed | type == "object") | . + ($wanted[] | {wanted: .})
  | .name as $name | .wanted.key as $key
  | [$tools[] | select(.name == $name) | .parameters | objects][0] as $schema
  | select(.parsed[$key] | type == "string" or (type == "null" and ($tools == []
      or (($schema.properties | objects | has($key)) and ($schema.required // [] | index([$key])) == null))));

def applies: when(answered, called, if [judged] == [] then "no argument can be read as a text" else true end);
def check: every(judged;
      .wanted as $wanted | .parsed[$wanted.key] // "" | test($wanted.value; "i");
      finding("the argument `\(.wanted.key)` does not say \(.wanted.value)"; .at; .parsed[.wanted.key] | excerpt));
