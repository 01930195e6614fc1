module {
  requirement: "The endpoint never refuses valid requests with 503 without Retry-After.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
  clause: "RFC 9110, section 15.6.4: 503 Service Unavailable, a temporary overload",
  level: "should",
  impact: "loss",
  concerns: "transport",
  over: "run",
  breaks: [
    {program: "go-openai", version: "1.43.0",
      does: "ends with the error if one request in five is answered with 500",
      shown: ["go-openai/stream:err.500-sometimes"]},
    {does: "most clients retry two or three times, and lose time with each retry", measured: false}
  ],
  remedy: ["replica-down", "more-slots"],
  seen: [],
  passes: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}},
        refusals: [{status: 503, retry_after: "1"}], response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}},
        refusals: [{status: 503, retry_after: "1"}], response: {status: 200}},
      {kind: "chat", case: {id: "c", expect: {status: 200}},
        refusals: [{status: 503, retry_after: "1"}], response: {status: 200}}]},
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, response: {status: 200}},
      {kind: "chat", case: {id: "w", expect: {status: 200, in_service: true}}, trial: 2,
        refusals: [{status: 503, retry_after: null}], response: {status: 200}}]}
  ],
  fails: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}},
        refusals: [{status: 503, retry_after: null}], response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}},
        refusals: [{status: 503, retry_after: null}], response: {status: 200}},
      {kind: "chat", case: {id: "c", expect: {status: 200}},
        refusals: [{status: 503, retry_after: null}], response: {status: 200}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, refusals: [],
        response: {status: 200}}]}
  ]
};

include "lib/transcript";
include "lib/errors";
include "lib/refusals";

# Valid requests, except those that follow an invalid one on purpose.
def valid_requests: [.transcripts[]
  | select(.kind == "chat" and (.case.expect.status == 200 or .case.expect.accepted == true)
      and .case.expect.in_service != true)];

# A 503 with Retry-After is a rate limit.
def turned_away:
  any(.refusals[]?; .status == 503 and (.retry_after | named | not))
  or (.response.status == 503 and header("retry-after") == null and (without_backend | not));

def applies: unless(valid_requests == []; "no request was sent");

def check: valid_requests as $sent
  | [$sent[] | select(turned_away)] as $away
  | expect(($away | families | length) < 3;
      finding("\($away | length) of \($sent | length) valid requests were refused with 503, "
            + "without an invalid request before them; similar requests were answered";
          "\($away[0].case.id), the status line"; "503 without Retry-After")
        + {explains: {
            transcripts: [.transcripts[] | select(turned_away) | file],
            checks: ["errors/stays-in-service", "errors/is-client-error"]}});
