module {
  requirement: "A text in the arguments of a call does not end where a tag stands in it.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  expects: "exact",
  breaks: [{does: "files and edits are cut without an error: agents that work on templates, parsers and HTML lose the rest of the text", measured: false}],
  remedy: ["last-closing-tag"],
  seen: ["raullenchai/Rapid-MLX#1515", "raullenchai/Rapid-MLX#1542", "mistralai/mistral-vibe#216"],
  passes: [{case: {expect: {exact: {a: "x </parameter> y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x </parameter> y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x </parameter> y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x </para"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {exact: {a: "x </parameter> y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x "}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x\n</function>\n<b>"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x <|tool_call_end|> y"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x "}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

def tagged: due_texts | select((.due | type) == "string" and (.came | type) == "string") | select(.due | test("."; "s") and contains("<"));
def applies: when(answered, called, if [tagged] == [] then "no text has a tag in it" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
def check: [cut_texts] | expect(. == []; .[] | finding("the argument `\(.key)` ends where \(.tag | shown) should follow"; .at; .came | excerpt));
