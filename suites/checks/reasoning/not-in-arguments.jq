module {
  requirement: "Reasoning stays out of the arguments of a call.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "the tool runs with the model's thoughts in its input: wrong paths, damaged files", measured: false}],
  remedy: ["reasoning-parser", "confirm-the-separation"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": \"b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": \"b</think>b\"}", at: "event 3"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": \"<think>hm</think>b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "The user wants b.</think>{\"a\": \"b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "The user wants the weather in Zurich.", tool_calls: [{name: "f", arguments: "{\"a\": \"The user wants the weather in Zurich. Zurich\"}", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";

def applies: when(answered, called, if cut_off then "the answer was cut off by its token limit" else true end);
def check: written as $written
  | every(choices[] | (.reasoning | trimmed) as $thought | .tool_calls[]? | . + {thought: $thought};
      .thought as $thought | .arguments | tostring
      | (thought_in_arguments and ($written | test("\(opens_thought)|\(closes_thought)"; "i") | not) | not)
        and (($thought | length) > 15 and contains($thought) and ($written | contains($thought) | not) | not);
      finding("the arguments of \(.name | shown) hold reasoning"; .at; .arguments | excerpt));
