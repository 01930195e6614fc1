module {
  requirement: "An answer that finishes with `stop` says something: content, a call, a refusal or reasoning.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "model",
  breaks: ["agents take the task for done and stop", "Cline: `The language model did not provide any assistant messages`"],
  remedy: ["a gateway hides an error of its backend: read both logs at this moment; LiteLLM: update",
    "a parser swallowed the answer: compare with the tool and reasoning parsers off", "if it comes and goes, the model ends its turn at once: look at its chat template"],
  seen: ["BerriAI/litellm#33222", "BerriAI/litellm#32086", "su-kaka/gcli2api#406", "cline/cline#5719"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "Hi", finish_reason: "stop"}]}}},
    {response: {assembled: {choices: [{index: 0, content: null, tool_calls: [{}], finish_reason: "stop"}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: "", tool_calls: [], finish_reason: "stop"}]}}},
    {response: {assembled: {choices: [{index: 0, content: "Hi", finish_reason: "stop"}, {index: 1, content: null, finish_reason: "stop"}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Reasoning without an answer is judged on its own.
def says: (.content | if type == "string" then trimmed else . end | . != null and . != "")
  or (.tool_calls // []) != [] or (.refusal | . != null and . != "");

def judged: choices[] | select(.finish_reason == "stop")
  | select(says or ((.reasoning | trimmed) == "" and (.reasoning | type | . == "string" or . == "null")));

def applies: when(answered, if .response.assembled.error then "the answer is an error" else true end,
  if [disobedient] != [] then "tool_choice is not obeyed, which is judged" else true end,
  if asked.stop // [] | . != [] and . != "" then "a stop string may end it before its first word" else true end,
  if [judged] == [] then "no choice finishes with stop, and without reasoning alone" else true end);
def check: every(judged; says;
  finding("choice \(.index) is empty: no content, no call, no refusal, no reasoning"; .finish_reasons[-1]?.at // "choice \(.index)"; .content | excerpt));
