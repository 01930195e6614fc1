module {
  requirement: "A stop string in the reasoning does not end the answer before it has begun.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "clients that send stop strings, as smolagents does, get empty answers from models that reason", measured: false}],
  remedy: ["stop-in-the-content-alone"],
  seen: ["vllm-project/vllm#38499", "vllm-project/vllm#14170", "vllm-project/vllm#14550"],
  passes: [{request: {body: {stop: ["the"]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Open ", reasoning: "What is the word?"}]}}}],
  fails: [{request: {body: {stop: ["the"]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "", reasoning: "What is ", finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# The text to be repeated begins with a stop string: nothing is all there is to say.
def ends_at_once: (asked.messages // [] | last | .content? | tostring) as $wanted | any(asked.stop | if type == "array" then .[] else . end | strings; . as $stop | $wanted | contains("\"\($stop)"));

def applies: when(answered, if asked.stop == null then "the request names no stop string" else true end,
  if ends_at_once then "a stop string stands at the start of what is to be said" else true end,
  if [choices[] | select(.finish_reason == "stop" and (.reasoning | trimmed) != "")] == [] then "nothing was reasoned before a stop" else true end);
def check: [only_thought]
  | expect(. == []; .[] | finding("choice \(.index) stops inside its reasoning, and says nothing"; .finish_reasons[-1].at; .reasoning | .[-120:] | excerpt));
