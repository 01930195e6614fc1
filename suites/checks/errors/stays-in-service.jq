module {
  requirement: "After an invalid request, the endpoint still answers other requests.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  clause: "RFC 9110, section 15.5: a 4xx status means that \"the client seems to have erred\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  expects: "in_service",
  breaks: [
    {program: "openai-python, AI SDK, LangChain",
      does:
        "fail after at most three attempts: an invalid request of one user breaks those of others",
      measured: false}
  ],
  remedy: ["count-no-client-errors"],
  seen: [],
  passes: [{case: {expect: {in_service: true}}, refusals: [], response: {status: 200}}],
  fails: [
    {case: {expect: {in_service: true}}, trial: 2,
      refusals: [{status: 503, waited_s: 1}, {status: 503, waited_s: 2}], response: {status: 200}},
    {case: {expect: {in_service: true}}, trial: 3, refusals: [{status: 429, waited_s: 5}],
      response: {status: 200}},
    {case: {expect: {in_service: true}}, trial: 3, refusals: [],
      response: {status: 503, json: {error: {message: "no worker"}}}}
  ]
};

include "lib/transcript";
include "lib/errors";

def unwell: . == 429 or . == 500 or . == 502 or . == 503 or . == 504 or . == 0;

def statuses:
  [.[].status | if . == 0 then "no connection" else tostring end] | unique | join(", ");

# Before the first invalid request, nothing could have taken the endpoint out of service.
def applies: when(
  unless(.trial == 1; "no invalid request was sent before this one"),
  unless(.response.status == null; "there is no response"),
  unless(says_quota; "the quota of the key is exhausted"));

def check:
  (.refusals // []) as $refused
  | ([$refused[].waited_s | numbers] | add // 0 | . * 100 | round | . / 100) as $waited
  | expect($refused == [] and (.response.status | unwell | not);
      finding(
        if $refused == [] then
          "after an invalid request, a valid one is answered with status \(.response.status)"
        elif .response.status == 200 then
          "after an invalid request, the endpoint refused valid ones "
          + "for \($waited) s (\($refused | statuses))"
        else
          "after an invalid request, the endpoint refused valid ones for more than \($waited) s"
        end;
        "the status line";
        if .response.status == 200 then "\($refused | length) refusals"
        else error_words | excerpt end));
