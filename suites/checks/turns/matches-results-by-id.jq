module {
  requirement: "A tool result is read as the answer to the call that its `tool_call_id` names, wherever it stands.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "model",
  expects: "by_id",
  breaks: [{does: "take the contents of one file, or the output of one command, for another's: agents that run tools side by side send the results as they come", measured: false}],
  remedy: ["sort-results-by-id"],
  seen: ["JustVugg/colibri#118", "modelscope/ms-swift#10174", "MiaAI-Lab/Qwen3.8-27B-DFlash2-EXL3-5.0bpw#10"],
  passes: [{case: {expect: {by_id: {zurich: "12", oslo: "3"}}}, response: {assembled: {choices: [{index: 0, content: "Zurich: 12 °C\nOslo: 3 °C"}]}}},
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}}, response: {assembled: {choices: [{index: 0, content: "It is 12 degrees in Zurich.\n**Oslo**: 3"}]}}}],
  fails: [{case: {expect: {by_id: {zurich: "12", oslo: "3"}}}, response: {assembled: {choices: [{index: 0, content: "Zurich: 3 °C\nOslo: 12 °C"}]}}},
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}}, response: {assembled: {choices: [{index: 0, content: "**Oslo:** 12\n**Zurich:** 3.0"}]}}}]
};

include "lib/transcript";

# The number that follows each name on its line, as the question asks for it.
def pairs: .case.expect.by_id as $due | [choices[0].content | strings][0] // "" | . as $text
  | [$due | to_entries[] | .key as $name | .value as $number
      | {name: $name, due: $number, got: ([$text | match("\($name)[^0-9\n]{0,40}?(-?[0-9]+)"; "i").captures[0].string][0])}];

def applies: when(answered, if .response.assembled.error then "the answer is an error" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end,
  if choices == [] or called == true then "the answer is not in words" else true end);
# Only an exact exchange shows it; other numbers are a slip of the model, which other checks look for.
def check: pairs as $pairs | ([$pairs[].due] | sort) as $due | ([$pairs[].got | strings] | sort) as $got
  | expect(($got == $due and all($pairs[]; .got != .due)) | not;
      finding("the results are exchanged: " + ($pairs | map("\(.name) has \(.got), not \(.due)") | join(", ")); "choice 0"; choices[0].content | excerpt));
