module {
  requirement: "Texts in the arguments of a call are passed on as the model wrote them: not escaped, read in another encoding, or stripped of anything.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  expects: "exact",
  breaks: [
    {program: "50 of 50 clients", does: "run the tool with the altered value, a decimal number in the experiment; no error shows it",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled", "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled", "openai-python/stream:args.decimal-mangled"]},
    {does: "files are written with `&lt;` for `<`, and edits do not find their place", measured: false}],
  remedy: ["update-the-tool-parser", "gateway-rewrites-the-answer", "model-writes-entities"],
  seen: ["mistralai/mistral-vibe#216", "smg-project/smg#1888", "langchain-ai/deepagents#2954", "anomalyco/opencode#4530"],
  passes: [{case: {expect: {exact: {a: "x < y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x < y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x < y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x > y"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {exact: {a: "x < y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x &lt; y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "<b>1</b> is bold"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "1 is bold"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/recoding";

def judged: (.case.expect.exact | to_entries) as $wanted
  | calls[] | select(.parsed | type == "object") | . + ($wanted[] | {wanted: .})
  | .text = .parsed[.wanted.key] | select(.text | type == "string");

def applies: when(answered, called, if [judged] == [] then "no argument of that name is a text" else true end);
def check: every(judged; .wanted.value as $want | .text | recoding($want) == null;
  .wanted.value as $want | (.text | recoding($want)) as $how
  | finding("the argument `\(.wanted.key)` is not the text asked for: \($how)"; .at; .text | excerpt));
