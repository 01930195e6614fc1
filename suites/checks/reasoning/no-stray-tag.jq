module {
  requirement:
    "Text and tool arguments contain no stray reasoning tag, such as `<think>` or `</think>`.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"the `content` field contains the final conclusion\"",
  level: "should",
  impact: "corruption",
  concerns: "model",
  breaks: [
    {does: "the text before the tag is reasoning, and the agent takes it for the answer",
     measured: false}],
  seen: ["ggml-org/llama.cpp#27661", "vllm-project/vllm#48971"],
  remedy: ["closes-what-it-never-opened", "reasoning-parser", "chat-template"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, content: "Hello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "`<think>` opens, `</think>` closes.", reasoning: "Tags."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}},
     response: {assembled: {choices: [
       {index: 0, content: "The tag </think> closes a thought.", reasoning: "Tags."}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, content: null, tool_calls: [
        {name: "f", arguments: "{\"a\": \"b and b<think>\n{", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "It is cold.\n\n<think>\nIt is cold."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "<think>\nHm.\n</think>\n\nHello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "Hm.\n</think>\n\nHello.", reasoning: "The user greets."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}},
     response: {assembled: {choices: [
       {index: 0, content: " closes it, I think.\n</think>\n\nIt closes a thought.",
        reasoning: "The tag "}]}}}]
};

include "lib/transcript";
include "lib/texts";

# The calls whose arguments contain a reasoning tag, unless the request mentions such tags.
def tagged_calls($are_mentioned):
  if $are_mentioned then empty
  else .tool_calls // [] | .[] | select(runs_into_a_thought) end;

# What the text of a choice does with a stray tag: "opens" or "closes", or null without one.
def tag_in_text($written): if .content | named then stray_tag($written) else null end;

def applies: when(
  answered,
  unless([contents] == [] and calls == []; "the answer has no text and no tool call"),
  unless(any(choices[] | select(.content | named); cut_behind_a_tag);
    "the answer was cut off after its first tag"));

def check: written as $written | (request_text | has_a_tag) as $are_mentioned
  | every(choices[]; tag_in_text($written) == null and [tagged_calls($are_mentioned)] == [];
      tag_in_text($written) as $tag
      | if $tag != null then
          finding("choice \(.index) \($tag) reasoning in the middle of the content";
            {choice: .index}; .content | excerpt)
        else
          tagged_calls($are_mentioned)
          | finding("the arguments of \(.name | shown) contain a reasoning tag";
              where; .arguments | excerpt)
        end);
