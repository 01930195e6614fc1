module {
  requirement: "The model writes the arguments of a call as a JSON object, not as a bare value.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools",
  clause:
    "Create chat completion: `tools[].function.parameters`, \"described as a JSON Schema object\"",
  level: "must",
  impact: "stop",
  concerns: "model",
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does: "calls its `invalid` tool instead, and loops while the model repeats the call",
     shown: ["opencode-serve/all:tools.args-single-quotes",
       "opencode-serve/all:tools.args-invalid-json-sometimes"]}],
  remedy: ["constrain-the-arguments", "stronger-model", "tool-parser-mismatch"],
  passes: [{response: {assembled: {choices: [{index: 0,
    tool_calls: [{name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 3"}]}]}}}],
  fails: [
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "[]", parsed: [], defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "\"Zurich\"", parsed: "Zurich", defects: [],
        at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "Zurich", parsed: null,
        defects: [{kind: "not-json", offset: 0, saw: "Z"}], at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def judged: calls[] | select((.arguments | type) == "string" and (blank | not));

# If a call is forced, the server constrains the model: tools/arguments-are-json judges the result.
def applies: when(answered, finished, called,
  unless(due | . == "required" or type == "object"; "`tool_choice` forces the call"),
  unless(cut_off; "the answer was cut off by its token limit"),
  unless([judged] == []; "no arguments are a non-empty string"));

def check: every(judged; bare_value | not;
  (if .parsed == null then "a bare word" else "a JSON \(.parsed | type)" end) as $kind
  | finding("the arguments of \(.name | shown) are \($kind), not an object"; where;
      .arguments | excerpt));
