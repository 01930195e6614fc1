module {
  requirement: "An answer that finishes with `stop` says something outside of its reasoning, or calls.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "model",
  breaks: [
    {program: "49 of 56 clients, OpenCode and Kilo among them", does: "end with an empty answer and no error",
     shown: ["opencode-serve/all:reason.all-in-reasoning", "opencode-native-serve/all:reason.all-in-reasoning", "kilo-serve/all:reason.all-in-reasoning", "pi:reason.all-in-reasoning"]},
    {program: "48 of 54 clients, OpenCode and Kilo among them", does: "end in the middle of a task, without an error, where one answer is nothing but reasoning",
     shown: ["opencode-serve/all:reason.empty-after-reasoning", "opencode-native-serve/all:reason.empty-after-reasoning", "kilo-serve/all:reason.empty-after-reasoning", "openai-python/stream:reason.empty-after-reasoning"]},
    {program: "pydantic-ai", version: "2.68.0", does: "asks again, then stops with an error", says: "Exceeded maximum output retries (1)",
     shown: ["pydantic-ai/run:reason.all-in-reasoning", "pydantic-ai/stream:reason.all-in-reasoning"]}],
  remedy: ["no-parser-for-no-thought", "see-how-often", "lower-the-reasoning-effort"],
  seen: ["sgl-project/sglang#5874", "sgl-project/sglang#4539", "vllm-project/vllm#48865", "rllm-org/rllm#405", "anomalyco/opencode#7185", "vllm-project/vllm#52613"],
  passes: [{response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "OK", reasoning: "The user wants OK.", tool_calls: []}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "", reasoning: null, tool_calls: []}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: null, reasoning: "OK", tool_calls: [], finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "\n\n", reasoning: "Hm.", tool_calls: [], finish_reasons: [{at: "event 9"}]}]}}},
    {request: {body: {chat_template_kwargs: {enable_thinking: false}}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: null, reasoning: "OK", tool_calls: [], finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(answered, if [choices[] | select(.finish_reason == "stop")] == [] then "no choice finishes with stop" else true end,
  if token_limit != null and at_the_limit then "the answer was cut at its token limit, whatever it finishes with" else true end,
  if asked.stop != null then "a stop string may have ended the answer" else true end,
  if called != true and [calls_as_text] != [] then "a call is written as text" else true end);
def check: (if wants_no_thought then ["one-switch-for-both", "no-parser-for-no-thought"] else null end) as $remedy | [only_thought]
  | expect(. == []; .[] | finding("choice \(.index) finishes with stop after \(.reasoning | length) characters of reasoning, and says nothing"; .finish_reasons[-1].at; .reasoning | .[-120:] | excerpt)
      + if $remedy then {$remedy} else {} end);
