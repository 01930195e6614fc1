module {
  requirement:
    "A choice that finishes with `stop` has content, a tool call, a refusal or reasoning.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "stop",
  concerns: "model",
  yields_to: ["tools/obeys-the-choice", "finish/as-expected"],
  breaks: [
    {program: "48 of 54 clients",
      does: "ended with an empty answer and no error if the response had only reasoning",
      shown: [
        "opencode-serve/all:reason.empty-after-reasoning",
        "kilo-serve/all:reason.empty-after-reasoning",
        "aisdk-3-latest/stream:reason.empty-after-reasoning",
        "openai-python/stream:reason.empty-after-reasoning",
        "langchain/stream:reason.empty-after-reasoning"
      ]},
    {does: "an agent considers the task done and stops", measured: false}
  ],
  remedy: ["error-behind-an-empty-answer", "parser-swallows-the-answer", "chat-template"],
  seen: [
    "BerriAI/litellm#33222", "BerriAI/litellm#32086", "su-kaka/gcli2api#406", "cline/cline#5719"
  ],
  passes: [
    {response: {assembled: {choices: [{index: 0, content: "Hi", finish_reason: "stop"}]}}},
    {response: {assembled: {choices: [{index: 0, content: null, tool_calls: [{}],
      finish_reason: "stop"}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, content: "", tool_calls: [],
      finish_reason: "stop"}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "Hi", finish_reason: "stop"},
      {index: 1, content: null, finish_reason: "stop"}
    ]}}}
  ]
};

include "lib/transcript";

# Another check judges reasoning without an answer: reasoning/leaves-an-answer.
def says:
  (.content | if type == "string" then trimmed else . end | . != null and . != "")
  or (.tool_calls // []) != []
  or (.refusal | . != null and . != "");

def judged:
  choices[]
  | select(.finish_reason == "stop")
  | select(says or (
      (.reasoning | trimmed) == ""
      and (.reasoning | type | . == "string" or . == "null")));

def applies: when(
  answered,
  no_error,
  unless(asked.stop // [] | . != [] and . != ""; "a stop string may end the answer at its start"),
  unless([judged] == [];
    "no choice finishes with `stop`, or each that does has only reasoning"));

def check: every(judged; says;
  finding("choice \(.index) is empty: no content, no call, no refusal, no reasoning";
    (.finish_reasons[-1]? | where) // {choice: .index}; .content | excerpt));
