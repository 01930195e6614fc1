module {
  requirement:
    "A stop string that occurs in the reasoning does not end the answer before its text begins.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stop",
  clause: "Create chat completion: `stop`; no specification applies it to reasoning.",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "smolagents and others that send stop strings get empty answers from reasoning models",
     measured: false}],
  remedy: ["stop-in-the-content-alone"],
  seen: ["vllm-project/vllm#38499", "vllm-project/vllm#14170", "vllm-project/vllm#14550"],
  passes: [
    {request: {body: {stop: ["the"]}},
     response: {assembled: {choices: [
       {index: 0, finish_reason: "stop", content: "Open ", reasoning: "What is the word?"}]}}}],
  fails: [
    {request: {body: {stop: ["the"]}},
     response: {assembled: {choices: [
       {index: 0, finish_reason: "stop", content: "", reasoning: "What is ",
        finish_reasons: [{at: "event 9"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# The text to repeat begins with a stop string, so an empty answer is correct.
def ends_at_once:
  (asked.messages // [] | last | .content? | tostring) as $expected
  | any(asked.stop | if type == "array" then .[] else . end | strings;
      . as $stop | $expected | contains("\"\($stop)"));

def applies: when(
  answered,
  unless(asked.stop == null; "the request has no stop string"),
  unless(ends_at_once; "the expected text begins with a stop string"),
  unless([choices[] | select(.finish_reason == "stop" and (.reasoning | trimmed) != "")] == [];
    "no choice with reasoning finishes with stop"));

def check: [only_thought]
  | expect(. == []; .[]
      | finding("choice \(.index) stops inside its reasoning, without text or a tool call";
          (.finish_reasons[-1] | where); .reasoning | .[-120:] | excerpt));
