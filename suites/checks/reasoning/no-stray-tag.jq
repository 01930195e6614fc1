module {
  requirement: "Beside separated reasoning, the content holds no tag that closes a thought.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "model",
  breaks: [{does: "what comes before the tag is a thought, and the agent takes it for the answer", measured: false}],
  seen: ["ggml-org/llama.cpp#27661", "vllm-project/vllm#48971"],
  remedy: ["closes-what-it-never-opened", "reasoning-parser", "chat-template"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "Hello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "`<think>` opens, `</think>` closes.", reasoning: "Tags."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}}, response: {assembled: {choices: [{index: 0, content: "The tag </think> closes a thought.", reasoning: "Tags."}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: "Hm.\n</think>\n\nHello.", reasoning: "The user greets."}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}},
      response: {assembled: {choices: [{index: 0, content: " closes it, I think.\n</think>\n\nIt closes a thought.", reasoning: "The tag "}]}}}]
};

include "lib/transcript";
include "lib/texts";

def judged: choices[] | select((.content | named) and (.reasoning | named));

def applies: when(answered, if [judged] == [] then "there is no text beside reasoning" else true end);
def check: written as $written | every(judged; .content | stray_close($written) == null;
  finding("choice \(.index) closes a thought in the content"; "choice \(.index)"; .content | excerpt));
