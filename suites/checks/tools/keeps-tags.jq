module {
  requirement: "A text in the arguments is not truncated at a tag that it contains.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "No specification requires this, but clients pass `function.arguments` to tools unchanged.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "exact",
  breaks: [
    {does: "texts are truncated without an error: agents lose parts of templates, parsers and HTML",
     measured: false}],
  remedy: ["last-closing-tag"],
  seen: ["raullenchai/Rapid-MLX#1515", "raullenchai/Rapid-MLX#1542", "mistralai/mistral-vibe#216"],
  passes: [
    {case: {expect: {exact: {a: "x </parameter> y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x </parameter> y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x </parameter> y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x </para"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {exact: {a: "x </parameter> y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x "}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x\n</function>\n<b>"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "x <|tool_call_end|> y"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x "}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

def tagged:
  due_texts
  | select((.due | type) == "string" and (.came | type) == "string")
  | select(.due | test("."; "s") and contains("<"));

def applies: when(answered, called,
  unless([tagged] == []; "no text contains a tag"),
  unless(cut_off; "the answer was cut off by its token limit"));

def check: [cut_texts]
  | expect(. == []; .[]
      | finding("the argument `\(.key)` ends before \(.tag | shown)"; where;
          .came | excerpt));
