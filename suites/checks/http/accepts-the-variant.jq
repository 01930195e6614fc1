module {
  requirement: "A request that is made in a less usual way, and that the API allows, is answered with status 200.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "should",
  concerns: "protocol",
  expects: "accepted",
  breaks: [{does: "a client that writes its requests this way ends with the error that the server sent", measured: false}],
  remedy: ["error-names-the-cause", "read-the-server-log"],
  seen: ["vllm-project/vllm#10000", "ggml-org/llama.cpp#17667"],
  passes: [{case: {expect: {accepted: true}}, response: {status: 200}}],
  fails: [{case: {expect: {accepted: true}}, response: {status: 400, json: {error: {message: "no"}}}},
    {case: {expect: {accepted: true}, if_refused: {breaks: ["X"]}}, response: {status: 500, text: "boom"}}]
};

include "lib/transcript";
include "lib/errors";

def words: (.response.json | objects | .error | if type == "object" then .message else . end | select(. != null)) // (.response.text // "");

def applies: when(complete, responded, if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end,
  if own_output_unreadable then "the server cannot read what the model wrote, which is judged as that" else true end);
def check: .response.status as $status | words as $words | ((.case.if_refused | objects) // {}) as $told
  | if $status == 200 then true
    elif says_quota then inconclusive("the quota of the key is used up (\($status)): \($words | excerpt)")
    elif $status == 429 or $status == 503 then inconclusive("the endpoint was too busy to answer (\($status)): run again with --jobs 1, or later")
    # What validates requests before any server sees them tells more than what the case tried.
    elif error_framework != null then finding("the status is \($status), not 200, by the validation of \(error_framework)"; "the status line"; error_saw | excerpt)
      + ($told | {breaks} | with_entries(select(.value != null))) + {remedy: (["validation-of-the-framework"] + ($told.remedy // []))}
    else finding("the status is \($status), not 200"; "the status line"; $words | excerpt) + $told end;
