module {
  requirement: "A response with status 200 contains no error.",
  reference: "https://platform.openai.com/docs/guides/error-codes#api-errors",
  clause: "Error codes, API errors: an error is identified by its HTTP status",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["errors/is-client-error", "auth/refuses-a-wrong-key", "tools/output-is-readable"],
  breaks: [
    {program: "openai-python 3.57.0, openai-node 7.59.0, LangChain 1.7.4, pi 0.73.1",
      does: "end the turn with the message, and do not retry, as they would after a 5xx",
      says: "EngineCore encountered an issue.",
      shown: [
        "openai-python/stream:sse.error-mid-stream", "openai-node/stream:sse.error-mid-stream",
        "langchain/stream:sse.error-mid-stream", "pi:sse.error-mid-stream"
      ]},
    {program: "OpenCode's native runtime", version: "1.18.33",
      does: "ends the turn without the message", says: "ProviderShared.stream: Invalid",
      shown: ["opencode-native-serve/all:sse.error-mid-stream"]},
    {program: "async-openai", version: "0.43.0", does: "hides the message behind a decoding error",
      says: "missing field `id`", shown: ["async-openai/stream:sse.error-mid-stream"]}
  ],
  remedy: ["error-names-the-cause", "check-before-the-stream"],
  seen: ["BerriAI/litellm#25492", "BerriAI/litellm#40578", "diegosouzapw/OmniRoute#8210"],
  passes: [{response: {assembled: {choices: []}}}],
  fails: [
    {response: {assembled: {error: {message: "boom"}, error_at: "event 3", choices: []}}},
    {case: {expect: {refusal: "may"}, if_refused: {remedy: ["check-before-the-stream"]}},
      response: {assembled: {error: {message: "n must be 1"}, error_at: "event 2",
        choices: [{index: 0}]}}}
  ]
};

include "lib/transcript";

def applies: answered;

# If the case expects a refusal, the refusal came too late: the case has the remedy.
def case_remedy:
  (if .case.expect.refusal? then .case.if_refused | objects | .remedy else null end) // null;

def check:
  case_remedy as $remedy
  | .response.assembled
  | expect(.error == null;
      (.error | if type == "object" then .message else . end | shown) as $message
      | finding("the answer is an error: \($message)";
          .error_location // .error_at; .error | excerpt; $remedy));
