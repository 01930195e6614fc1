module {
  requirement: "A tool result is matched to its call by `tool_call_id`, not by its position.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  clause:
    "Create chat completion: `tool_call_id`, \"Tool call that this message is responding to\"",
  level: "should",
  impact: "corruption",
  concerns: "model",
  expects: "by_id",
  breaks: [
    {does:
       "agents run tools in parallel and send results in any order: files or outputs get mixed up",
     measured: false}],
  remedy: ["sort-results-by-id"],
  seen: ["JustVugg/colibri#118", "modelscope/ms-swift#10174",
    "MiaAI-Lab/Qwen3.8-27B-DFlash2-EXL3-5.0bpw#10"],
  passes: [
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}},
      response: {assembled: {choices: [{index: 0, content: "Zurich: 12 °C\nOslo: 3 °C"}]}}},
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}},
      response: {assembled: {choices: [{index: 0,
        content: "It is 12 degrees in Zurich.\n**Oslo**: 3"}]}}}],
  fails: [
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}},
      response: {assembled: {choices: [{index: 0, content: "Zurich: 3 °C\nOslo: 12 °C"}]}}},
    {case: {expect: {by_id: {zurich: "12", oslo: "3"}}},
      response: {assembled: {choices: [{index: 0, content: "**Oslo:** 12\n**Zurich:** 3.0"}]}}}]
};

include "lib/transcript";

# The number that follows each name on its line, in the form that the question requests.
def pairs:
  .case.expect.by_id as $due
  | [choices[0].content | strings][0] // ""
  | . as $text
  | [ $due
      | to_entries[]
      | .key as $name
      | .value as $number
      | {name: $name, due: $number,
          got: ([$text | match("\($name)[^0-9\n]{0,40}?(-?[0-9]+)"; "i").captures[0].string][0])} ];

def applies: when(answered, no_error,
  unless(cut_off; "the answer was cut off by its token limit"),
  unless(choices == [] or called == true; "the answer is not a text"));

# Only swapped numbers show it. Other numbers are the model's mistake, which other checks report.
def check:
  pairs as $pairs
  | ([$pairs[].due] | sort) as $due
  | ([$pairs[].got | strings] | sort) as $got
  | expect(($got == $due and all($pairs[]; .got != .due)) | not;
      finding("the results are swapped: "
          + ($pairs | map("\(.name) has \(.got), not \(.due)") | join(", "));
        {choice: 0}; choices[0].content | excerpt));
