module {
  requirement: "A call with broken arguments in the history is put up with, or refused as the client's error.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "outlives",
  breaks: [
    {program: "AutoGen 0.7.5, OpenAI Agents SDK 0.24.0, Spring AI 1.1.2 and others", does: "send arguments that are not JSON back to the server as they came",
     shown: ["autogen/stream:tools.args-invalid-json-sometimes", "openai-agents/stream:tools.args-invalid-json-sometimes", "spring-ai/stream:tools.args-invalid-json-sometimes", "openai-java/stream:tools.args-invalid-json-sometimes"]},
    {does: "every later request of the session then fails as the server's own error, and is retried: the session is lost", measured: false}],
  remedy: ["broken-arguments-as-text", "update-the-server"],
  seen: ["ggml-org/llama.cpp#25510", "mistralai/mistral-vibe#615"],
  passes: [{transcripts: [{step: 1, response: {status: 200}}, {step: 2, response: {status: 400, json: {error: {message: "no"}}}}]}],
  fails: [{transcripts: [{step: 1, response: {status: 200}}, {step: 2, response: {status: 500, json: {error: {message: "Failed to parse tool call arguments as JSON"}}}}]}]
};

include "lib/transcript";
include "lib/errors";

# The two steps that say so; those before them only bring the call about.
def after($nth): ([.transcripts[] | select(.case == null or .case.expect.outlives == true)] | sort_by(.step))[$nth - 1]
  | if . != null and complete == true and .response.status != null then . else null end;
def applies: when(if after(1) and after(2) then true else "there are not two answers" end,
  if after(1).response.status < 300 then true else "the same history without broken arguments is not answered either" end,
  if after(2).response.status == 503 then "the endpoint is too busy" else true end,
  if after(2) | without_backend then "a gateway answered by itself, without its backend" else true end);
def check: after(2) | expect(.response.status < 500; finding("the status is \(.response.status), and 200 with arguments that are sound"; "step \(.step), the status line"; error_words | excerpt));
