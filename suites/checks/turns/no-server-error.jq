module {
  requirement:
    "A conversation that the server does not support is refused with 4xx, not with 5xx.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  clause: "RFC 9110, section 15.5: Client Error 4xx",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  expects: "no_server_error",
  breaks: [
    {does: "clients treat it as an error of the server, and retry the request again and again",
     measured: false}],
  remedy: ["refuse-a-last-assistant"],
  seen: ["mistralai/mistral-vibe#114", "vllm-project/vllm#43203"],
  passes: [
    {case: {expect: {no_server_error: true}}, response: {status: 200}},
    {case: {expect: {no_server_error: true}},
      response: {status: 400, json: {error: {message: "images are not supported"}}}}],
  fails: [
    {case: {expect: {no_server_error: true}, if_refused: {remedy: ["refuse-images-by-name"]}},
      response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {no_server_error: true}}, response: {status: 501, text: ""}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, responded,
  unless(.response.status | . == 502 or . == 503 or . == 504;
    "the endpoint is busy or unavailable"));

def check:
  .response.status as $status
  | error_words as $words
  | ((.case.if_refused | objects) // {}) as $more
  | expect($status == null or $status < 500;
      finding("the status is \($status)"; "the status line"; $words | excerpt) + $more);
