module {
  requirement:
    "No kind of valid request is always refused, such as all streams or all requests with tools.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  clause: "Create chat completion: request body; `stream`, `tools` and the other parameters",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "every client that sends this kind of request fails with the same error",
      measured: false}
  ],
  remedy: ["error-names-the-cause", "ask-the-engine-directly"],
  passes: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}},
        request: {body: {stream: true, stop: ["x"]}},
        response: {status: 400, json: {error: {message: "no stop"}}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}}]}
  ],
  fails: [
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 500, json: {message: "Something went wrong (1)"}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 500, json: {message: "Something went wrong (2)"}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {stream: true}},
        response: {status: 500, json: {message: "Something went wrong (3)"}}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {}},
        response: {status: 200}}]},
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}},
        request: {body: {tool_choice: "auto", tools: [{}]}},
        response: {status: 422,
          json: {detail: [{loc: ["body", "tool_choice"],
            msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}},
        request: {body: {tool_choice: "auto", tools: [{}]}},
        response: {status: 422,
          json: {detail: [{loc: ["body", "tool_choice"],
            msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}},
        request: {body: {tool_choice: "none", tools: [{}]}},
        response: {status: 422,
          json: {detail: [{loc: ["body", "tool_choice"],
            msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {tools: [{}]}},
        response: {status: 200}}]},
    {transcripts: [
      {kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {top_p: 0.9}},
        response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {top_p: 0.9}},
        response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {top_p: 0.9}},
        response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}}]}
  ]
};

include "lib/transcript";
include "lib/errors";
include "lib/refusals";

# Refusals of one kind of request, or with the same words for many cases: {kind, refused}. A refusal
# does not concern a kind if similar requests are accepted.
def classes: sent as $sent
  | (reduce (gone[], stranded[] | file) as $file ({}; .[$file] = true)) as $explained
  | $sent
  | alike as $refused
  | ($refused | families | length) as $cases
  | $refused
  | select(length >= 3 and $cases > 1)
  | length as $count
  | select(all(.[]; $explained[file]) | not)
  | kind_of($refused; $sent)
    // (if $cases >= 5 then
        {what: "the same refusal occurs for \($count) requests in \($cases) cases: each"}
      else null end)
  | select(. != null)
  | {kind: ., refused: $refused};

# The remedy on which the cases of the refused requests agree. If one field is refused, cases
# without a remedy do not count.
def hint($refused; $kind):
  [$refused[] | .case.if_refused // {} | .remedy
    | if $kind.remedy == ["field-is-refused"] then values else . end]
  | unique
  | if length == 1 then .[0] else null end;

def applies: unless(sent | length < 3; "too few requests were answered");

def check: .transcripts as $all
  | [classes]
  | expect(. == []; .[]
      | .refused as $refused
      | .kind as $kind
      | $refused[0]
      | refusal as $own
      | (error_words | tostring) as $words
      | finding($kind.what + (if $kind.is then " (\($refused | length))" else "" end)
            + " is refused with status \(.response.status)"
            + (error_framework | if . then ", from the request validation of \(.)" else "" end);
          "the status line"; error_saw | excerpt)
        + {remedy: (cause($words) // hint($refused; $kind) // advice($words) // $kind.remedy
            // ["error-names-the-cause", "ask-the-engine-directly"]),
          explains: {
            checks: ["http/accepts-the-request", "http/accepts-the-variant",
              "usage/clamps-the-limit"],
            transcripts: [$all[]
              | select(.response.status == $own[0] and refusal == $own)
              | file]}});
