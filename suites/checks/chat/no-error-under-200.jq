module {
  requirement: "An answer with status 200 carries no error.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "openai-python 3.57.0, openai-node 7.59.0, LangChain 1.7.4, pi 0.73.1", does: "end the turn with the message, and do not try again, as they do after a 5xx", says: "EngineCore encountered an issue.", shown: ["openai-python/stream:sse.error-mid-stream", "openai-node/stream:sse.error-mid-stream", "langchain/stream:sse.error-mid-stream", "pi:sse.error-mid-stream"]},
    {program: "OpenCode's native runtime", version: "1.18.33", does: "ends the turn without the message", says: "ProviderShared.stream: Invalid", shown: ["opencode-native-serve/all:sse.error-mid-stream"]},
    {program: "async-openai", version: "0.43.0", does: "hides the message behind a decoding error", says: "missing field `id`", shown: ["async-openai/stream:sse.error-mid-stream"]}
  ],
  remedy: ["error-names-the-cause", "check-before-the-stream"],
  seen: ["BerriAI/litellm#25492", "BerriAI/litellm#40578", "diegosouzapw/OmniRoute#8210"],
  passes: [{response: {assembled: {choices: []}}}],
  fails: [{response: {assembled: {error: {message: "boom"}, error_at: "event 3", choices: []}}},
    {case: {expect: {refusal: "may"}, if_refused: {remedy: ["check-before-the-stream"]}}, response: {assembled: {error: {message: "n must be 1"}, error_at: "event 2", choices: [{index: 0}]}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(answered, if (.case.expect.refusal or .case.expect.denied) and choices == [] then "the case wants an error, and its status is judged" else true end,
  if own_output_unreadable then "the server cannot read what the model wrote, which is judged as that" else true end);
# Where the request is wrong, its refusal is due, and came too late: the case knows what that means.
def check: (if .case.expect.refusal? then .case.if_refused | objects | .remedy else null end // null) as $due
  | .response.assembled | expect(.error == null;
  finding("the answer is an error: \(.error | if type == "object" then .message else . end | shown)"; .error_at; .error | excerpt; $due));
