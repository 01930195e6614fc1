module {
  requirement: "Texts in the arguments keep the white space at their beginning and end.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "No specification requires this, but clients pass `function.arguments` to tools unchanged.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "exact",
  breaks: [
    {does: "edits fail and are repeated; files lose their indentation or their last line break",
     measured: false}],
  remedy: ["keep-white-space"],
  seen: ["vllm-project/vllm#48753", "vllm-project/vllm#48846", "vllm-project/vllm#49567",
    "raullenchai/Rapid-MLX#3401", "waybarrios/vllm-mlx#808"],
  passes: [
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "  x\n", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "  x", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "z", b: "y"}, at: "event 3"}]}]}}}],
  fails: [
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x", b: "y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "  x", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n  y", b: "\ty\n"}}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", parsed: {a: "x\n  y", b: "y\n"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

# Two such texts are required: a single one may be the model's mistake.
def edged: [
  due_texts | select((.due | type) == "string" and (.came | type) == "string") | .due];

def applies: when(answered, called,
  only_if(([edged[] | select(test("\\A\\s"))] | length > 1)
      or ([edged[] | select(test("\\n\\z"))] | length > 1);
    "no two texts begin or end with white space"));

def check: [trimmed_texts]
  | group_by([.at, .key])
  | map(.[0] + {edge: (map(.edge) | unique | join(" and "))})
  | expect(. == []; .[]
      | finding("the argument `\(.key)` lost \(.edge)"; where; .came | excerpt));
