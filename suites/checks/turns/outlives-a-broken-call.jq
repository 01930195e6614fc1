module {
  requirement: "A call with broken arguments in the history is put up with, or refused as the client's error.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  expects: "outlives",
  breaks: ["one call that max_tokens cut short makes every later request fail, retried as the server's own error: the session is lost"],
  remedy: ["the server: take arguments that are no JSON as text, or answer 400 and name the message",
    "the client: send `{}` in place of arguments that do not parse"],
  seen: ["ggml-org/llama.cpp#25510", "mistralai/mistral-vibe#615"],
  passes: [{case: {expect: {outlives: true}}, response: {status: 200, assembled: {choices: []}}}, {case: {expect: {outlives: true}}, response: {status: 400, json: {error: {message: "no"}}}}],
  fails: [{case: {expect: {outlives: true}}, response: {status: 500, json: {error: {message: "Failed to parse tool call arguments as JSON"}}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, responded, if .response.status == 503 then "the endpoint is too busy" else true end);
def check: expect(.response.status < 500; finding("the status is \(.response.status)"; "the status line"; error_words | excerpt));
