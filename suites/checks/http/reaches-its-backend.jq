module {
  requirement: "A gateway reaches a backend for every request.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.3",
  clause: "RFC 9110, section 15.6.3: 502 Bad Gateway",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "go-openai", version: "1.43.0",
      does: "ends with the error if one request in five is answered with 500",
      shown: ["go-openai/stream:err.500-sometimes"]},
    {program: "spring-ai", version: "1.1.2",
      does: "ends with the error if one request in five is answered with 500",
      shown: ["spring-ai/stream:err.500-sometimes"]}
  ],
  remedy: ["replica-down", "reach-the-backend"],
  seen: [],
  passes: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}}]},
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}}]}
  ],
  fails: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {}},
        response: {status: 502, text: "<title>502 Bad Gateway</title>"}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}},
      {kind: "chat", case: {id: "e", expect: {status: 200}}, request: {body: {}},
        response: {status: 503, text: "no healthy upstream"}}]}
  ]
};

include "lib/transcript";
include "lib/errors";
include "lib/refusals";

# Answers that a gateway sent without a backend, and requests that it first refused so.
def affected: [.transcripts[]
  | select(.kind == "chat"
      and (without_backend
        or any(.refusals[]?; .status | . == 502 or . == 503 or . == 504)))];

def with_a_status: [.transcripts[] | select(.kind == "chat" and .response.status != null)];

def applies: unless(with_a_status | length < 3; "too few requests were answered");

def check: stranded as $stranded
  | with_a_status as $all
  | [$all[] | select(without_backend)] as $found
  | ([$found[].response.status | tostring] | unique | join(", ")) as $statuses
  | expect($stranded == [];
      finding("\($found | length) of \($all | length) requests of all kinds were answered "
            + "by a gateway that did not reach its backend (\($statuses))";
          "\($stranded[0].case.id), the status line"; $stranded[0] | error_saw | excerpt)
        + {explains: {transcripts: [affected[] | file], checks: checks_of_refusals}});
