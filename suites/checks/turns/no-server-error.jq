module {
  requirement: "A conversation that the server does not take is refused as the client's error, and not as its own.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "should",
  concerns: "protocol",
  expects: "no_server_error",
  breaks: [{does: "retry the request as an error of the server, again and again", measured: false}],
  remedy: ["refuse-a-last-assistant"],
  seen: ["mistralai/mistral-vibe#114", "vllm-project/vllm#43203"],
  passes: [{case: {expect: {no_server_error: true}}, response: {status: 200}},
    {case: {expect: {no_server_error: true}}, response: {status: 400, json: {error: {message: "images are not supported"}}}}],
  fails: [{case: {expect: {no_server_error: true}, if_refused: {remedy: ["refuse-images-by-name"]}}, response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {no_server_error: true}}, response: {status: 501, text: ""}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, responded, if .response.status == 502 or .response.status == 503 or .response.status == 504 then "the endpoint is too busy, or not there" else true end);
def check: .response.status as $status | error_words as $words | ((.case.if_refused | objects) // {}) as $told
  | expect($status == null or $status < 500; finding("the status is \($status)"; "the status line"; $words | excerpt) + $told);
