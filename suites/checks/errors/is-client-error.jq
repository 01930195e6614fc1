module {
  requirement: "An invalid request is answered with a 4xx status.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  clause: "RFC 9110, section 15.5: Client Error 4xx",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  expects: "refusal",
  yields_to: ["http/does-not-redirect"],
  breaks: [
    {program: "Cline 3.0.65, Kilo 7.7.7, OpenCode 1.18.33 (native runtime)",
      does: "repeat a request that is answered with 500 again and again",
      shown: [
        "cline:multiturn.content-null-rejected", "kilo-serve/all:multiturn.content-null-rejected",
        "opencode-native-serve/all:multiturn.content-null-rejected"
      ]},
    {program: "AI SDK (openai-compatible)", version: "2.0.92", does: "sends it three times",
      says: "Failed after 3 attempts",
      shown: ["aisdk-2-latest/stream:multiturn.content-null-rejected"]},
    {program: "openai-python", version: "3.57.0", does: "sends it three times",
      says: "Error code: 500", shown: ["openai-python/stream:multiturn.content-null-rejected"]}
  ],
  remedy: ["check-requests-first", "gateway-passes-errors-on", "ask-the-engine-directly"],
  seen: [
    "vllm-project/vllm#35438", "BerriAI/litellm#25492", "smg-project/smg#2565",
    "ding113/claude-code-hub#1295"
  ],
  passes: [
    {case: {expect: {refusal: "must"}}, response: {status: 422, json: {detail: "no"}}},
    {case: {expect: {refusal: "may"}},
      response: {status: 200, json: {choices: []}, assembled: {choices: []}}}
  ],
  fails: [
    {case: {expect: {refusal: "must"}}, response: {status: 500, text: ""}},
    {case: {expect: {refusal: "may"}},
      response: {status: 503, json: {error: {message: "bad request"}}}},
    {case: {expect: {refusal: "must"}},
      response: {status: 408, json: {error: {message: "messages must not be empty"}}}},
    {case: {expect: {refusal: "must"}},
      response: {status: 200, json: {choices: []}, assembled: {choices: []}}},
    {case: {expect: {refusal: "may"}},
      response: {status: 200, json: {error: {message: "n"}},
        assembled: {error: {message: "n"}, error_at: "error"}}}
  ]
};

include "lib/transcript";
include "lib/errors";

def limited: .response.status == 429 or (.response.status == 503 and header("retry-after") != null);

def error_object:
  [.response.assembled.error // empty, (.response.json | objects | .error // empty)][0];

# A finding whose one consequence is not measured.
def harmful(message; at; saw; $does):
  finding(message; at; saw) + {breaks: [{does: $does, measured: false}]};

def applies: when(
  complete,
  responded,
  only_if(.case.expect.refusal; "the case expects no refusal"),
  unless(.response.assembled.error and choices != [];
    "not evaluated: see chat/no-error-under-200"));

def check:
  .response.status as $status
  | (error_words | excerpt) as $words
  | error_object as $error
  | ( .case.if_refused // {}
      | objects
      | {breaks, remedy, seen}
      | with_entries(select(.value != null)) ) as $of_case
  | if says_quota then inconclusive("the quota of the key is exhausted (\($status)): \($words)")
    elif limited then
      inconclusive("the endpoint was too busy to answer (\($status)): "
        + "run again with --jobs 1, or later")
    elif $status >= 500 then
      finding("an invalid request is answered with \($status)"
          + (if $words == "\"\"" then " and no error message" else "" end);
        "the status line"; $words)
      + $of_case
      # A gateway answers like this if it does not pass on the response of its backend.
      + (if $status == 502 or $status == 504 then
          {remedy: ["gateway-passes-errors-on", "ask-the-engine-directly", "check-requests-first"]}
        else {} end)
    elif $status == 408 and ($words | test("tim(e|ed).?out"; "i")) then
      inconclusive("the endpoint did not answer in time (408): \($words)")
    elif $status == 408 or $status == 409 or $status == 425 then
      harmful("an invalid request is answered with \($status), "
          + "which means that a retry may succeed";
        "the status line";
        $words;
        "client libraries retry at least three times before they report the error")
    elif $status >= 400 then true
    elif $error then
      harmful("the error comes under status \($status)";
        .response.assembled | .error_location // .error_at // "error";
        $error | excerpt;
        "clients cannot distinguish an invalid request from a failing server; some retry it")
    elif .case.expect.refusal == "must" then
      harmful("an invalid request is answered with \($status), as if it were valid";
        "the status line";
        .response.text // "" | excerpt;
        "the client does not learn that its request was invalid")
    else true end;
