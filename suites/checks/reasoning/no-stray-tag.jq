module {
  requirement: "Neither the content nor the arguments of a call hold a tag in the middle that opens or closes a thought.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "model",
  breaks: [{does: "what comes before the tag is a thought, and the agent takes it for the answer", measured: false}],
  seen: ["ggml-org/llama.cpp#27661", "vllm-project/vllm#48971"],
  remedy: ["closes-what-it-never-opened", "reasoning-parser", "chat-template"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "Hello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "`<think>` opens, `</think>` closes.", reasoning: "Tags."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}}, response: {assembled: {choices: [{index: 0, content: "The tag </think> closes a thought.", reasoning: "Tags."}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: null, tool_calls: [{name: "f", arguments: "{\"a\": \"b and b<think>\n{", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, content: "It is cold.\n\n<think>\nIt is cold."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "<think>\nHm.\n</think>\n\nHello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "Hm.\n</think>\n\nHello.", reasoning: "The user greets."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}},
      response: {assembled: {choices: [{index: 0, content: " closes it, I think.\n</think>\n\nIt closes a thought.", reasoning: "The tag "}]}}}]
};

include "lib/transcript";
include "lib/texts";

# The calls whose arguments run into a thought, unless the request speaks of such tags.
def strayed($written): if $written | test("\(opens_thought)|\(closes_thought)"; "i") then empty
  else .tool_calls // [] | .[] | select(runs_into_a_thought) end;

def applies: when(answered, if [contents] == [] and calls == [] then "the answer has no text and no call" else true end,
  if any(choices[] | select(.content | named); cut_behind_a_tag) then "the answer was cut behind its first tag" else true end);
def check: written as $written | request_text as $all
  | every(choices[]; ((.content | named) and stray_tag($written) != null or [strayed($all)] != []) | not;
      if (.content | named) and stray_tag($written) != null then
        finding("choice \(.index) \(stray_tag($written)) a thought in the content"; "choice \(.index)"; .content | excerpt)
      else strayed($all) | finding("the arguments of \(.name | shown) run into a thought"; .at; .arguments | excerpt) end);
