module {
  requirement: "An answer that finishes with `stop` says something outside of its reasoning, or calls.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "model",
  breaks: ["the agent sees an empty answer, and its loop ends without a word"],
  remedy: ["the answer stands in the reasoning: the reasoning parser does not fit a model, or a template, that does not think. Drop --reasoning-parser, or let both know by the same chat_template_kwargs",
    "if it is only now and then, the model ends inside its thought: lower its effort, and see how often"],
  seen: ["sgl-project/sglang#5874", "sgl-project/sglang#4539", "vllm-project/vllm#48865", "rllm-org/rllm#405", "anomalyco/opencode#7185", "vllm-project/vllm#52613"],
  passes: [{response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "OK", reasoning: "The user wants OK.", tool_calls: []}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "", reasoning: null, tool_calls: []}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: null, reasoning: "OK", tool_calls: [], finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "\n\n", reasoning: "Hm.", tool_calls: [], finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(answered, if [choices[] | select(.finish_reason == "stop")] == [] then "no choice finishes with stop" else true end,
  if asked.stop != null then "a stop string may have ended the answer" else true end,
  if called != true and [calls_as_text] != [] then "a call stands as text" else true end);
def check: [only_thought]
  | expect(. == []; .[] | finding("choice \(.index) finishes with stop after \(.reasoning | length) characters of reasoning, and says nothing"; .finish_reasons[-1].at; .reasoning | .[-120:] | excerpt));
