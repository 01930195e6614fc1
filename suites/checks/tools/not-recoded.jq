module {
  requirement:
    "Texts in the arguments are passed on unchanged: not escaped, re-encoded or stripped.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "No specification requires this, but clients pass `function.arguments` to tools unchanged.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "exact",
  breaks: [
    {program: "50 of 50 clients",
     does:
       "run the tool with the altered value (measured with a decimal number), and show no error",
     shown: ["aisdk-2.0.41/stream:args.decimal-mangled",
       "aisdk-3-latest/stream:args.decimal-mangled", "langchain/stream:args.decimal-mangled",
       "openai-python/stream:args.decimal-mangled"]},
    {does: "files contain `&lt;` instead of `<`, and edits do not find the text to replace",
     measured: false}],
  remedy: ["update-the-tool-parser", "gateway-rewrites-the-answer", "model-writes-entities"],
  seen: ["mistralai/mistral-vibe#216", "smg-project/smg#1888", "langchain-ai/deepagents#2954",
    "anomalyco/opencode#4530"],
  passes: [
    {case: {expect: {exact: {a: "x < y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x < y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x < y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x > y"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {exact: {a: "x < y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x &lt; y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "<b>1</b> is bold"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "1 is bold"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/recoding";

def judged:
  (.case.expect.exact | to_entries) as $wanted
  | calls[]
  | select(.parsed | type == "object")
  | . + ($wanted[] | {wanted: .})
  | .text = .parsed[.wanted.key]
  | select(.text | type == "string");

def applies: when(answered, called,
  unless([judged] == []; "no argument of that name is a string"));

def check:
  (.case.expect.exact | with_entries(select(.value | type == "string") | .value |= recodings_of(.)))
    as $wants
  | every(judged; $wants[.wanted.key] as $want | .text | recoded($want) == null;
  $wants[.wanted.key] as $want
  | (.text | recoded($want)) as $how
  | finding("the argument `\(.wanted.key)` is not the requested text: \($how)"; where;
      .text | excerpt));
