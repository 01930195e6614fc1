module {
  requirement: "A request that is wrong is refused by itself: the endpoint goes on to answer other requests.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  level: "should",
  concerns: "protocol",
  expects: "in_service",
  breaks: [{program: "openai-python, AI SDK, LangChain", does: "send a request three times at most, within seconds, and then fail: one user's mistake fails the requests of all others", measured: false}],
  remedy: ["count-no-client-errors"],
  seen: [],
  passes: [{case: {expect: {in_service: true}}, refusals: [], response: {status: 200}}],
  fails: [{case: {expect: {in_service: true}}, trial: 2, refusals: [{status: 503, waited_s: 1}, {status: 503, waited_s: 2}], response: {status: 200}},
    {case: {expect: {in_service: true}}, trial: 3, refusals: [{status: 429, waited_s: 5}], response: {status: 200}},
    {case: {expect: {in_service: true}}, trial: 3, refusals: [], response: {status: 503, json: {error: {message: "no worker"}}}}]
};

include "lib/transcript";
include "lib/errors";

def unwell: . == 429 or . == 500 or . == 502 or . == 503 or . == 504 or . == 0;

# Before the first wrong request nothing has happened that could take an endpoint out of service.
def applies: when(if .trial == 1 then "no wrong request was sent before this one" else true end,
  if .response.status == null then "no answer came" else true end,
  if says_quota then "the quota of the key is used up" else true end);
def check: (.refusals // []) as $refused | ([$refused[].waited_s | numbers] | add // 0) as $waited
  | expect($refused == [] and (.response.status | unwell | not);
      finding(if $refused == [] then "after a wrong request, one that is in order is answered with status \(.response.status)"
          elif .response.status == 200 then "after a wrong request, the endpoint refused what is in order for \($waited * 100 | round | . / 100) s (\([$refused[].status | if . == 0 then "no connection" else tostring end] | unique | join(", ")))"
          else "after a wrong request, the endpoint refused what is in order for more than \($waited * 100 | round | . / 100) s" end;
        "the status line"; if .response.status == 200 then "\($refused | length) refusals" else error_words | excerpt end));
