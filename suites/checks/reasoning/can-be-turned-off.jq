module {
  requirement: "A model that is asked not to reason does not.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "titles and other small answers take ten times as long, or come back empty because the budget went into thoughts", measured: false}],
  remedy: ["turn-reasoning-off"],
  seen: ["mudler/LocalAI#11674", "madroidmaq/mlx-omni-server#115", "NousResearch/hermes-agent#64153", "lmstudio-ai/lmstudio-bug-tracker#1573"],
  passes: [{request: {body: {reasoning_effort: "none"}}, response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: null}]}}}],
  fails: [{request: {body: {reasoning_effort: "none"}}, response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: "The user greets."}]}}},
    {request: {body: {chat_template_kwargs: {enable_thinking: false}}}, response: {assembled: {choices: [{index: 0, content: "Hi", reasoning: "The user greets."}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(answered, if wants_no_thought then true else "the request lets the model reason" end, if choices == [] then "there is no choice" else true end,
  if [only_thought] != [] then "the answer is in the reasoning alone" else true end);
def check: every(choices[]; .reasoning | trimmed == "";
  finding("choice \(.index) begins with \(.reasoning | length) characters of reasoning, though none was wanted"; "choice \(.index)"; .reasoning | excerpt));
