module {
  requirement: "A 429 or 503 response has a Retry-After header.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3",
  clause: "RFC 9110, section 10.2.3: Retry-After; RFC 6585, section 4: 429 Too Many Requests",
  level: "may",
  impact: "loss",
  concerns: "transport",
  breaks: [
    {does: "clients must guess how long to wait; some retry too early and fail again",
      measured: false}
  ],
  remedy: ["send-retry-after"],
  seen: ["huggingface/huggingface_hub#4703"],
  passes: [
    {response: {status: 429, headers: [{name: "retry-after", value: "1"}]}},
    {response: {status: 200, headers: []}, refusals: [{status: 429, retry_after: "1"}]},
    {response: {status: 503, headers: [{name: "retry-after-ms", value: "200"}]}}
  ],
  fails: [
    {response: {status: 429, headers: []}},
    {response: {status: 503, headers: [{name: "Retry-After", value: ""}]}},
    {response: {status: 200, headers: []},
      refusals: [{status: 429, retry_after: "2"}, {status: 503, retry_after: null}]}
  ]
};

include "lib/transcript";
include "lib/errors";

def busy: . == 429 or . == 503;

# Every such response: those before a retry, and the last one.
def refusals:
  [.refusals[]? | select(.status | busy) | {status, says: (.retry_after | named)}]
  + [ select(.response.status | busy)
      | { status: .response.status,
          says: ((header("retry-after") | named) or (header("retry-after-ms") | named)) } ];

def applies: when(
  complete,
  unless(refusals == []; "the endpoint is not too busy"),
  unless(says_quota; "the quota of the key is exhausted, and waiting does not help"),
  unless(.case.expect.refusal; "the case expects a refusal"));

# A 503 without Retry-After often comes from a gateway that has lost its backend, not from a rate
# limit.
def check: every(refusals[]; .says;
  {message: "\(.status) without the header Retry-After"}
  + (if .status == 503 then {remedy: ["replica-down", "send-retry-after"]} else {} end));
