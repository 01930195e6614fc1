module {
  requirement: "Tool arguments contain no reasoning.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#tool-calling",
  clause:
    "vLLM, Reasoning Outputs: \"tool calling only parses functions from the `content` field\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "the tool runs with the model's reasoning in its input: wrong paths, damaged files",
     measured: false}],
  remedy: ["reasoning-parser", "confirm-the-separation"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, tool_calls: [{name: "f", arguments: "{\"a\": \"b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [
      {index: 0, tool_calls: [
        {name: "f", arguments: "{\"a\": \"b</think>b\"}", at: "event 3"}]}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, tool_calls: [
        {name: "f", arguments: "{\"a\": \"<think>hm</think>b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [
      {index: 0, tool_calls: [
        {name: "f", arguments: "The user wants b.</think>{\"a\": \"b\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [
      {index: 0, reasoning: "The user wants the weather in Zurich.", tool_calls: [
        {name: "f", at: "event 3",
         arguments: "{\"a\": \"The user wants the weather in Zurich. Zurich\"}"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";

def applies: when(
  answered,
  called,
  unless(cut_off; "the answer was cut off by its token limit"));

# The arguments contain tagged reasoning, and the request mentions no such tag.
def tagged($written): thought_in_arguments
  and ($written | has_a_tag | not);

# The arguments repeat the reasoning of the choice, which the request does not contain.
def repeats($reasoning; $written): ($reasoning | length) > 15 and contains($reasoning)
  and ($written | contains($reasoning) | not);

def check: written as $written
  | every(choices[] | (.reasoning | trimmed) as $reasoning | .tool_calls[]? | . + {$reasoning};
      .reasoning as $reasoning
      | .arguments | tostring | (tagged($written) or repeats($reasoning; $written)) | not;
      finding("the arguments of \(.name | shown) contain reasoning"; where; .arguments | excerpt));
