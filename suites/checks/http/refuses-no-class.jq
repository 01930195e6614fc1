module {
  requirement: "No kind of request that the API defines is refused as a whole: all streams, all with tools, all with one field.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "every client that sends this kind of request fails with the same error", measured: false}],
  remedy: ["error-names-the-cause", "ask-the-engine-directly"],
  passes: [{transcripts: [{kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}}, response: {status: 200}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {stream: true, stop: ["x"]}}, response: {status: 400, json: {error: {message: "no stop"}}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {}}, response: {status: 200}}]}],
  fails: [{transcripts: [{kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {stream: true}}, response: {status: 500, json: {message: "Something went wrong (1)"}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {stream: true}}, response: {status: 500, json: {message: "Something went wrong (2)"}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {stream: true}}, response: {status: 500, json: {message: "Something went wrong (3)"}}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {}}, response: {status: 200}}]},
    {transcripts: [{kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {tool_choice: "auto", tools: [{}]}}, response: {status: 422, json: {detail: [{loc: ["body", "tool_choice"], msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {tool_choice: "auto", tools: [{}]}}, response: {status: 422, json: {detail: [{loc: ["body", "tool_choice"], msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {tool_choice: "none", tools: [{}]}}, response: {status: 422, json: {detail: [{loc: ["body", "tool_choice"], msg: "Input should be a valid dictionary"}]}}},
      {kind: "chat", case: {id: "d", expect: {status: 200}}, request: {body: {tools: [{}]}}, response: {status: 200}}]},
    {transcripts: [{kind: "chat", case: {id: "a", expect: {status: 200}}, request: {body: {top_p: 0.9}}, response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}},
      {kind: "chat", case: {id: "b", expect: {status: 200}}, request: {body: {top_p: 0.9}}, response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}},
      {kind: "chat", case: {id: "c", expect: {status: 200}}, request: {body: {top_p: 0.9}}, response: {status: 400, json: {error: {message: "Unsupported.", param: "top_p"}}}}]}]
};

include "lib/transcript";
include "lib/errors";

# Chat requests that are in order, with a definite answer.
def sent: [.transcripts[] | select(.kind == "chat" and (.case.expect.status == 200 or .case.expect.accepted == true) and .response.status != null
  and (.response.status | . != 429 and . != 503))];

# What tells one refusal from another: its status and words, numbers and names of this request left out.
def refusal: [.response.status, (error_words | tostring | gsub("[0-9a-fA-F-]{8,}|[0-9]+|\"[^\"]*\"|'[^']*'"; "#"))];

# The kinds of requests, the widest first: {what, remedy, one: of that kind}.
def kinds($refused):
  ([$refused[0] | asked | keys[]] - ["model", "messages", "stream", "tools"] | .[] | . as $field
    | select(all($refused[]; names_field($field))) | {what: "every request with `\($field)`", is: $field, remedy: ["field-is-refused"]}),
  {what: "every request", is: "all"}, {what: "every streamed request", is: "stream", remedy: ["gateway-passes-streams"]},
  {what: "every request that is not streamed", is: "plain"},
  {what: "every request with `tools`", is: "tools", remedy: ["tool-parser-missing", "field-is-refused"]},
  {what: "every request that leaves the choice among tools to the model", is: "automatic choice", remedy: ["tool-parser-missing", "ask-the-engine-directly"]},
  {what: "every request whose history holds the result of a tool", is: "result", remedy: ["chat-template", "tool-parser-missing"]},
  ([$refused[] | asked | keys] | if . == [] then [] else .[0] - (.[0] - .[1:][]) | . - ["model", "messages", "stream", "tools", "temperature", "top_p", "max_tokens"] end | .[]
    | {what: "every request with `\(.)`", is: ., remedy: ["field-is-refused"]}),
  {what: "every streamed request with `tools`", is: "streamed tools", remedy: ["gateway-passes-streams", "tool-parser-missing"]},
  {what: "every request with a text as `tool_choice`", is: "text as choice", remedy: ["field-is-refused"]};
def of_kind($kind): asked | (.stream == true) as $stream | ((.tools // []) != []) as $tools
  | if $kind == "all" then true elif $kind == "stream" then $stream elif $kind == "plain" then $stream | not
    elif $kind == "automatic choice" then $tools and (.tool_choice == null or .tool_choice == "auto")
    elif $kind == "result" then any(.messages[]? | objects; .role == "tool")
    elif $kind == "text as choice" then (.tool_choice | type) == "string"
    elif $kind == "tools" then $tools elif $kind == "streamed tools" then $stream and $tools
    else .[$kind] != null end;

# The refusals that hold for a whole kind of request and for no other, or in the same words for many cases:
# {kind, refused}.
def classes: sent as $sent
  | [$sent[] | select(.response.status >= 400 and (beyond_the_window | not))] | group_by(refusal)[] as $refused
  # The two modes of a case, and a case that is sent again, are one kind of request by themselves.
  | ([$refused[].case.id | rtrimstr(".stream")] | unique | length) as $cases
  | $refused | select(length >= 3 and $cases > 1) | length as $count
  | [kinds($refused) | .is as $is | select([$sent[] | select(of_kind($is))] | length == $count and all(.[]; refusal == ($refused[0] | refusal)))][0]
    // (if $cases >= 5 then {what: "the same refusal meets \($count) requests of \($cases) cases: each"} else null end)
  | select(. != null) | {kind: ., refused: $refused};

def applies: if sent | length < 3 then "too few requests were answered" else true end;
def check: .transcripts as $all | [classes]
  | expect(. == []; .[] | .refused as $refused | .kind as $kind
      | ($refused[0] | error_words | tostring) as $words
      | finding("\($kind.what)\(if $kind.is then " (\($refused | length))" else "" end) is refused with status \($refused[0].response.status)" + ($refused[0] | error_framework | if . then ", by the validation of \(.)" else "" end);
          "the status line"; $refused[0] | error_saw | excerpt)
        + {remedy: (($refused[0] | cause($words))
            // ([$refused[].case.if_refused // {} | .remedy] | unique | if length == 1 then .[0] else null end) // ($refused[0] | advice($words)) // $kind.remedy // ["error-names-the-cause", "ask-the-engine-directly"])}
        + {explains: {checks: ["http/accepts-the-request", "http/accepts-the-variant", "usage/clamps-the-limit"],
            transcripts: [$all[] | select(refusal == ($refused[0] | refusal)) | file]}});
