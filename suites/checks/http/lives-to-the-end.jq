module {
  requirement: "The server answers requests until the end of the run.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6",
  clause: "RFC 9110, section 15.6: Server Error 5xx",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "openai-python, AI SDK, LangChain",
      does: "send every request up to three times and then fail", measured: false}
  ],
  remedy: ["restart-the-engine", "read-the-server-log"],
  seen: [],
  passes: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, timing: {started_ms: 1},
        response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, timing: {started_ms: 2},
        response: {status: 200}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, timing: {started_ms: 3},
        response: {status: 200}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, timing: {started_ms: 4},
        response: {status: 200}},
      {kind: "chat", case: {id: "e", expect: {status: 200}}, timing: {started_ms: 5},
        response: {status: 200}},
      {kind: "chat", case: {id: "f", expect: {status: 200}}, timing: {started_ms: 6},
        response: {status: 500, text: "dead"}}]}
  ],
  fails: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, timing: {started_ms: 1},
        response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, timing: {started_ms: 2},
        response: {status: 200}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, timing: {started_ms: 3},
        response: {status: 200}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, timing: {started_ms: 4},
        response: {status: 200}},
      {kind: "chat", case: {id: "e", expect: {status: 200}}, timing: {started_ms: 5},
        response: {status: 200}},
      {kind: "chat", case: {id: "f", expect: {status: 200}}, timing: {started_ms: 6},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "g", expect: {status: 200}}, timing: {started_ms: 7},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "h", expect: {status: 200}}, timing: {started_ms: 8},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "i", expect: {status: 200}}, timing: {started_ms: 9},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "j", expect: {status: 200}}, timing: {started_ms: 10},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "k", expect: {status: 200}}, timing: {started_ms: 11},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "l", expect: {status: 200}}, timing: {started_ms: 12},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "m", expect: {status: 200}}, timing: {started_ms: 13},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "n", expect: {refusal: "must"}}, timing: {started_ms: 14},
        response: {status: 500, text: "dead"}},
      {kind: "chat", case: {id: "o", expect: {refusal: "must"}}, timing: {started_ms: 15},
        response: {status: 500, text: "dead"}}]}
  ]
};

include "lib/transcript";
include "lib/errors";
include "lib/refusals";

def with_a_status: [.transcripts[] | select(.kind == "chat" and .response.status != null)];

def applies: unless(with_a_status | length < 5; "too few requests were answered");

def check: gone as $gone
  | ($gone | length) as $count
  | ((with_a_status | length) - $count + 1) as $first
  | expect($gone == [];
      finding("all \($count) requests from number \($first) on fail with status "
            + "\($gone[0].response.status) and the same error";
          "the status line"; $gone[0] | error_saw | excerpt)
        + {remedy: (if $gone[0] | without_backend then ["reach-the-backend", "restart-the-engine"]
            else ["restart-the-engine", "read-the-server-log"] end),
          explains: {transcripts: [$gone[] | file], checks: checks_of_refusals}});
