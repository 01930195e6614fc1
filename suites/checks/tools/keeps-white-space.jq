module {
  requirement: "Texts in the arguments of a call keep the white space at their beginning and their end.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  expects: "exact",
  breaks: [{does: "edit tools do not find the text to replace, and the agent repeats the edit; files lose their indentation or their last line break", measured: false}],
  remedy: ["keep-white-space"],
  seen: ["vllm-project/vllm#48753", "vllm-project/vllm#48846", "vllm-project/vllm#49567", "raullenchai/Rapid-MLX#3401", "waybarrios/vllm-mlx#808"],
  passes: [{case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "  x\n", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "  x", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "z", b: "y"}, at: "event 3"}]}]}}}],
  fails: [{case: {expect: {exact: {a: "  x\n", b: "\ty\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x", b: "y"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n", b: "\ty\n\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "  x", b: "\ty\n"}, at: "event 3"}]}]}}},
    {case: {expect: {exact: {a: "  x\n  y", b: "\ty\n"}}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", parsed: {a: "x\n  y", b: "y\n"}, at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/parsing";

# Two texts with an edge are needed: what happens to one alone may be the model's doing.
def edged: [due_texts | select((.due | type) == "string" and (.came | type) == "string") | .due];
def applies: when(answered, called,
  if [edged[] | select(test("\\A\\s"))] | length > 1 then true elif [edged[] | select(test("\\n\\z"))] | length > 1 then true
  else "no two texts begin or end with white space" end);
def check: [trimmed_texts] | group_by(.at + .key) | map(.[0] + {edge: (map(.edge) | unique | join(" and "))})
  | expect(. == []; .[] | finding("the argument `\(.key)` lost \(.edge)"; .at; .came | excerpt));
