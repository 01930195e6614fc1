module {
  requirement:
    "A malformed tool call in the history is either accepted or refused with a 4xx status.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  clause: "RFC 9110, section 15.5: Client Error 4xx",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  expects: "outlives",
  breaks: [
    {program: "AutoGen 0.7.5, OpenAI Agents SDK 0.24.0, Spring AI 1.1.2 and others",
     does: "send arguments that are not valid JSON back to the server unchanged",
     shown: ["autogen/stream:tools.args-invalid-json-sometimes",
       "openai-agents/stream:tools.args-invalid-json-sometimes",
       "spring-ai/stream:tools.args-invalid-json-sometimes",
       "openai-java/stream:tools.args-invalid-json-sometimes"]},
    {does: "later requests of the session fail with a 5xx and are retried: the session is lost",
     measured: false}],
  remedy: ["broken-arguments-as-text", "update-the-server"],
  seen: ["ggml-org/llama.cpp#25510", "mistralai/mistral-vibe#615"],
  passes: [{transcripts: [
    {step: 1, response: {status: 200}},
    {step: 2, response: {status: 400, json: {error: {message: "no"}}}}]}],
  fails: [{transcripts: [
    {step: 1, response: {status: 200}},
    {step: 2,
      response: {status: 500,
        json: {error: {message: "Failed to parse tool call arguments as JSON"}}}}]}]
};

include "lib/transcript";
include "lib/errors";

# The first or second of the two steps to compare. Earlier steps only produce the call.
def after($nth):
  ([.transcripts[] | select(.case == null or .case.expect.outlives == true)]
    | sort_by(.step))[$nth - 1]
  | if . != null and complete == true and .response.status != null then . else null end;

def applies: when(
  only_if(after(1) and after(2); "fewer than two requests were answered"),
  only_if(after(1).response.status < 300;
    "the same history with valid arguments is refused too"),
  unless(after(2).response.status == 503; "the endpoint is busy"),
  unless(after(2) | without_backend; "a gateway answered without its backend"));

def check: after(2)
  | expect(.response.status < 500;
      finding("the status is \(.response.status), but 200 with valid arguments";
        "step \(.step), the status line"; error_words | excerpt));
