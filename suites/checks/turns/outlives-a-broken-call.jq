module {
  requirement: "A call with broken arguments in the history is put up with, or refused as the client's error.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "outlives",
  breaks: ["one call that max_tokens cut short makes every later request fail, retried as the server's own error: the session is lost"],
  remedy: ["the server: take arguments that are no JSON as text, or answer 400 and name the message",
    "the client: send `{}` in place of arguments that do not parse"],
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
  if after(2).response.status == 503 then "the endpoint is too busy" else true end);
def check: after(2) | expect(.response.status < 500; finding("the status is \(.response.status), and 200 with arguments that are sound"; "step \(.step), the status line"; error_words | excerpt));
