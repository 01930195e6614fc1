module {
  requirement: "An answer that finishes with `stop` says something: content, a call, a refusal or reasoning.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "model",
  breaks: [
    {program: "48 of 54 clients", does: "ended with an empty answer and no error where an answer held only reasoning", shown: ["opencode-serve/all:reason.empty-after-reasoning", "kilo-serve/all:reason.empty-after-reasoning", "aisdk-3-latest/stream:reason.empty-after-reasoning", "openai-python/stream:reason.empty-after-reasoning", "langchain/stream:reason.empty-after-reasoning"]},
    {does: "an agent takes the task for done and stops", measured: false}
  ],
  remedy: ["error-behind-an-empty-answer", "parser-swallows-the-answer", "chat-template"],
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
  if .case.expect.finish_reason? == "length" and at_the_limit then "that it does not finish with `length` is judged" else true end,
  if asked.stop // [] | . != [] and . != "" then "a stop string may end it before its first word" else true end,
  if [judged] == [] then "no choice finishes with stop, and without reasoning alone" else true end);
def check: every(judged; says;
  finding("choice \(.index) is empty: no content, no call, no refusal, no reasoning"; .finish_reasons[-1]?.at // "choice \(.index)"; .content | excerpt));
