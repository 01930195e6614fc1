module {
  requirement:
    "An answer that finishes with `stop` contains text or a tool call, not only reasoning.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"the `content` field contains the final conclusion\"",
  level: "must",
  impact: "stop",
  concerns: "model",
  breaks: [
    {program: "49 of 56 clients, including OpenCode and Kilo",
     does: "end with an empty answer and no error",
     shown: [
       "opencode-serve/all:reason.all-in-reasoning",
       "opencode-native-serve/all:reason.all-in-reasoning",
       "kilo-serve/all:reason.all-in-reasoning", "pi:reason.all-in-reasoning"]},
    {program: "48 of 54 clients, including OpenCode and Kilo",
     does: "end in the middle of a task, without an error, after an answer that is only reasoning",
     shown: [
       "opencode-serve/all:reason.empty-after-reasoning",
       "opencode-native-serve/all:reason.empty-after-reasoning",
       "kilo-serve/all:reason.empty-after-reasoning",
       "openai-python/stream:reason.empty-after-reasoning"]},
    {program: "pydantic-ai", version: "2.68.0",
     does: "retries, then stops with an error",
     says: "Exceeded maximum output retries (1)",
     shown: [
       "pydantic-ai/run:reason.all-in-reasoning", "pydantic-ai/stream:reason.all-in-reasoning"]}],
  remedy: ["no-parser-for-no-thought", "see-how-often", "lower-the-reasoning-effort"],
  seen: [
    "sgl-project/sglang#5874", "sgl-project/sglang#4539", "vllm-project/vllm#48865",
    "rllm-org/rllm#405", "anomalyco/opencode#7185", "vllm-project/vllm#52613"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, finish_reason: "stop", content: "OK", reasoning: "The user wants OK.",
       tool_calls: []}]}}},
    {response: {assembled: {choices: [
      {index: 0, finish_reason: "stop", content: "", reasoning: null, tool_calls: []}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, finish_reason: "stop", content: null, reasoning: "OK", tool_calls: [],
       finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [
      {index: 0, finish_reason: "stop", content: "\n\n", reasoning: "Hm.", tool_calls: [],
       finish_reasons: [{at: "event 9"}]}]}}},
    {request: {body: {chat_template_kwargs: {enable_thinking: false}}},
     response: {assembled: {choices: [
       {index: 0, finish_reason: "stop", content: null, reasoning: "OK", tool_calls: [],
        finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(
  answered,
  unless([choices[] | select(.finish_reason == "stop")] == []; "no choice finishes with stop"),
  unless(token_limit != null and at_the_limit;
    "the answer was cut off at its token limit, although it finishes with stop"),
  unless(asked.stop != null; "a stop string may have ended the answer"),
  unless(called != true and [calls_as_text] != []; "a tool call is written as text"));

def check:
  (if wants_no_thought then {remedy: ["one-switch-for-both", "no-parser-for-no-thought"]}
    else {} end) as $remedy
  | [only_thought]
  | expect(. == []; .[]
      | finding(
          "choice \(.index) finishes with stop after \(.reasoning | length) characters of "
            + "reasoning, without text or a tool call";
          (.finish_reasons[-1] | where); .reasoning | .[-120:] | excerpt)
        + $remedy);
