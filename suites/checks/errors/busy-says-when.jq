module {
  requirement: "An endpoint that is too busy says when to come again.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3",
  level: "may",
  concerns: "transport",
  breaks: [{does: "a client guesses how long to wait; most do well, some come too early and are refused again", measured: false}],
  remedy: ["send-retry-after"],
  seen: ["huggingface/huggingface_hub#4703"],
  passes: [{response: {status: 429, headers: [{name: "retry-after", value: "1"}]}},
    {response: {status: 200, headers: []}, refusals: [{status: 429, retry_after: "1"}]},
    {response: {status: 503, headers: [{name: "retry-after-ms", value: "200"}]}}],
  fails: [{response: {status: 429, headers: []}}, {response: {status: 503, headers: [{name: "Retry-After", value: ""}]}},
    {response: {status: 200, headers: []}, refusals: [{status: 429, retry_after: "2"}, {status: 503, retry_after: null}]}]
};

include "lib/transcript";
include "lib/errors";

# Every answer that said so: those that were waited for, and the last one.
def refusals: [.refusals[]? | select(.status == 429 or .status == 503) | {status, says: (.retry_after | named)}]
  + [select(.response.status == 429 or .response.status == 503)
    | {status: .response.status, says: ((header("retry-after") | named) or (header("retry-after-ms") | named))}];

def applies: when(complete, if refusals == [] then "the endpoint is not too busy" else true end,
  if says_quota then "the quota of the key is used up, and no waiting helps" else true end,
  if .case.expect.refusal then "the request is a wrong one" else true end);
# Nobody counts rates where 503 comes from a gateway that has lost its backend, and does not say when to come.
def check: every(refusals[]; .says; {message: "\(.status) without the header Retry-After"}
  + (if .status == 503 then {remedy: ["replica-down", "send-retry-after"]} else {} end));
