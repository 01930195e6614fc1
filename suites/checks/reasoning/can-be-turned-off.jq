module {
  requirement: "A request that turns reasoning off gets an answer without reasoning.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-reasoning_effort",
  clause:
    "Create chat completion: `reasoning_effort`; vLLM, Reasoning Outputs: `enable_thinking=False`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  yields_to: ["reasoning/leaves-an-answer"],
  breaks: [
    {does: "titles and other short answers take ten times as long",
     measured: false},
    {does: "short answers are empty, because the reasoning used up the token budget",
     measured: false}],
  remedy: ["turn-reasoning-off"],
  seen: [
    "mudler/LocalAI#11674", "madroidmaq/mlx-omni-server#115", "NousResearch/hermes-agent#64153",
    "lmstudio-ai/lmstudio-bug-tracker#1573"],
  passes: [
    {request: {body: {reasoning_effort: "none"}},
     response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: null}]}}}],
  fails: [
    {request: {body: {reasoning_effort: "none"}},
     response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: "The user greets."}]}}},
    {request: {body: {chat_template_kwargs: {enable_thinking: false}}},
     response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: "The user greets."}]}}}]
};

include "lib/transcript";

def applies: when(
  answered,
  only_if(wants_no_thought; "the request allows reasoning"),
  has_choices);

def check: every(choices[]; .reasoning | trimmed == "";
  finding(
    "choice \(.index) begins with \(.reasoning | length) characters of reasoning, "
      + "which the request turned off";
    {choice: .index}; .reasoning | excerpt));
