module {
  requirement: "A valid but uncommon form of a request is accepted (200).",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  clause: "Create chat completion: a request with valid parameters returns a chat completion",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  expects: "accepted",
  yields_to: ["tools/output-is-readable", "http/does-not-redirect"],
  breaks: [
    {does: "a client that writes its requests in this form ends with the server's error",
      measured: false}
  ],
  remedy: ["error-names-the-cause", "read-the-server-log"],
  seen: ["vllm-project/vllm#10000", "ggml-org/llama.cpp#17667"],
  passes: [{case: {expect: {accepted: true}}, response: {status: 200}}],
  fails: [
    {case: {expect: {accepted: true}}, response: {status: 400, json: {error: {message: "no"}}}},
    {case: {expect: {accepted: true}, if_refused: {breaks: ["X"]}},
      response: {status: 500, text: "boom"}}
  ]
};

include "lib/transcript";
include "lib/errors";

def message: .response.json
  | objects
  | .error
  | if type == "object" then .message else . end
  | select(. != null);

def applies: when(complete, responded);

def check:
  .response.status as $status
  | (message // .response.text // "") as $words
  | ((.case.if_refused | objects) // {}) as $hints
  | if $status == 200 then true
    elif says_quota then
      inconclusive("the quota of the key is used up (\($status)): \($words | excerpt)")
    elif $status == 429 or $status == 503 then
      inconclusive("the endpoint was too busy to answer (\($status)): "
        + "run again with --jobs 1, or later")
    # A framework that validates requests before the server is a better hint than the case's own.
    elif error_framework != null then
      finding("the status is \($status), not 200, from the request validation of "
          + "\(error_framework)";
          "the status line"; error_saw | excerpt)
        + ($hints | {breaks} | with_entries(select(.value != null)))
        + {remedy: (["validation-of-the-framework"] + ($hints.remedy // []))}
    else finding("the status is \($status), not 200"; "the status line"; $words | excerpt) + $hints
    end;
