module {
  requirement: "The model writes the arguments of a call as an object, not as a bare value.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  breaks: [{program: "OpenCode", version: "1.18.33", does: "turns a call whose arguments it cannot read into one of its tool `invalid`, and asks again as often as the model repeats it",
     shown: ["opencode-serve/all:tools.args-single-quotes", "opencode-serve/all:tools.args-invalid-json-sometimes"]}],
  remedy: ["constrain-the-arguments", "stronger-model", "tool-parser-mismatch"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 3"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "[]", parsed: [], defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "\"Zurich\"", parsed: "Zurich", defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "Zurich", parsed: null, defects: [{kind: "not-json", offset: 0, saw: "Z"}], at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def judged: calls[] | select((.arguments | type) == "string" and (blank | not));

# Where a call is forced, its server constrains what the model writes.
def applies: when(answered, finished, called, if due | . == "required" or type == "object" then "`tool_choice` forces the call" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end,
  if [judged] == [] then "no arguments are a text" else true end);
def check: every(judged; bare_value | not;
  finding("the arguments of \(.name | shown) are \(if .parsed == null then "a bare word" else "a JSON \(.parsed | type)" end), not an object"; .at; .arguments | excerpt));
