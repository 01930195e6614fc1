module {
  requirement: "Whole answers and streams finish for the same reason.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  over: "case",
  breaks: [{does: "may end a turn too early in one of the modes, in clients that go by the finish reason; the measured ones go by the calls", measured: false}],
  remedy: ["same-end-in-both-modes", "ask-the-engine-directly"],
  seen: ["BerriAI/litellm#35663", "vllm-project/vllm#25054"],
  passes: [{transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}]}],
  fails: [{transcripts: [
    {case: {streamed: false}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}}, {case: {streamed: false}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}}, {case: {streamed: false}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}},
    {case: {streamed: true}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}}, {case: {streamed: true}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}}, {case: {streamed: true}, request: {body: {tool_choice: {}}}, response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}}]}]
};

include "lib/transcript";
include "lib/parity";

# A reason that is wrong in itself is judged in each answer: `stop` beside calls, unless the choice was
# named, `tool_calls` beside none, and whatever is none of the words.
def wrong: (asked.tool_choice | type == "object") as $named
  | any(choices[]; (.tool_calls // [] | . != []) as $calls
      | if $calls then .finish_reason != "tool_calls" and (($named and .finish_reason == "stop") | not) else .finish_reason != "stop" end);

def applies: when(comparable, if any(.transcripts[]; wrong) then "the reason is wrong in itself, which is judged" else true end,
  if [.transcripts[] | [calls[].name] == []] | unique | length > 1 then "not every answer calls" else true end);
def check: agree([choices[].finish_reason]; "the finish reason");
