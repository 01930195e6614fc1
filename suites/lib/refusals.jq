# Functions for checks of rejected requests over the run: kinds of requests that are always
# rejected, gateways without a backend, a server that is down. The input is {transcripts: [...]}, or
# a transcript if the comment says so.

include "lib/transcript";
include "lib/errors";

# Valid chat requests with a definite response.
def sent: [
  .transcripts[]
  | select(
      .kind == "chat"
        and (.case.expect.status == 200 or .case.expect.accepted == true)
        and .response.status != null
        and (.response.status | . != 429 and . != 503))
];

# Of a transcript: identifies a rejection by its status and the beginning of its message, without
# numbers and names of this request.
def refusal: [
  .response.status,
  (error_words | tostring | .[:300] | gsub("[0-9a-fA-F-]{8,}|[0-9]+|\"[^\"]*\"|'[^']*'"; "#"))
];

# The kinds of requests, the widest first: {what, is, remedy}.
def kinds($refused):
  ( [$refused[0] | asked | keys[]] - ["model", "messages", "stream", "tools"]
    | .[]
    | . as $field
    | select(all($refused[]; names_field($field)))
    | {what: "every request with `\($field)`", is: $field, remedy: ["field-is-refused"]} ),
  {what: "every request", is: "all"},
  {what: "every streamed request", is: "stream", remedy: ["gateway-passes-streams"]},
  {what: "every non-streamed request", is: "plain"},
  {
    what: "every request with `tools`", is: "tools",
    remedy: ["tool-parser-missing", "field-is-refused"]
  },
  {
    what: "every request with `tools` and automatic tool choice", is: "automatic choice",
    remedy: ["tool-parser-missing", "ask-the-engine-directly"]
  },
  {
    what: "every request with a tool result in the history", is: "result",
    remedy: ["chat-template", "tool-parser-missing"]
  },
  ( [$refused[] | asked | keys]
    | if . == [] then []
      else
        [ .[0] - (.[0] - .[1:][])
          | . - ["model", "messages", "stream", "tools", "temperature", "top_p", "max_tokens"]
          | .[] ]
      end
    # Each field once, in the order of its first place.
    | reduce .[] as $field ([]; if index([$field]) then . else . + [$field] end)
    | .[]
    | {what: "every request with `\(.)`", is: ., remedy: ["field-is-refused"]} ),
  {
    what: "every streamed request with `tools`", is: "streamed tools",
    remedy: ["gateway-passes-streams", "tool-parser-missing"]
  },
  {
    what: "every request with a string as `tool_choice`", is: "text as choice",
    remedy: ["field-is-refused"]
  };
def of_kind($kind):
  asked
  | (.stream == true) as $stream
  | ((.tools // []) != []) as $tools
  | if $kind == "all" then true
    elif $kind == "stream" then $stream
    elif $kind == "plain" then $stream | not
    elif $kind == "automatic choice" then
      $tools and (.tool_choice == null or .tool_choice == "auto")
    elif $kind == "result" then any(.messages[]? | objects; .role == "tool")
    elif $kind == "text as choice" then (.tool_choice | type) == "string"
    elif $kind == "tools" then $tools
    elif $kind == "streamed tools" then $stream and $tools
    else .[$kind] != null end;

# Rejections, grouped by status and message.
def alike:
  [.[] | select(.response.status >= 400 and (beyond_the_window | not))] | group_by(refusal)[];

# The kind of requests that are rejected with this message, and never answered; null if there is
# none.
def kind_of($refused; $sent):
  ($refused | length) as $count
  | ($refused[0] | refusal) as $own
  | [
      first(
        kinds($refused)
        | .is as $is
        | select(
            [$sent[] | select(of_kind($is))]
            | length == $count and all(.[]; .response.status == $own[0] and refusal == $own)))
    ][0];

# The two modes of a case are one family, and so are the trials of a case.
def families: [.[].case.id | rtrimstr(".stream")] | unique;

# The responses of a server that is down: the same failure for all requests until the end of the
# run. Requests that were in progress when it went down may still be answered. If an invalid request
# brought the server down, that is evaluated there.
def gone:
  [.transcripts[] | select(.kind == "chat" and .response.status != null)]
  | sort_by(.timing.started_ms? // 0) as $all
  | (if $all == [] or $all[-1].response.status < 500 then null else $all[-1] | refusal end) as $last
  | if $last == null then []
    else [$all | range(length) | select($all[.] | .response.status >= 500 and refusal == $last)] end
  | . as $dead
  | [$all[$dead[]]]
  | if ($dead | length) < 10
        or $dead[0] < 5
        or ([$all[$dead[0]:][] | select(.response.status < 500)] | length) > 12
        or any($all[-10:][]; refusal != $last)
        or (families | length) < 5
        or (.[0] | .case.expect.status != 200 or .case.expect.in_service == true)
    then
      []
    else . end;

# Responses of a gateway without a backend to valid requests, if similar requests were answered.
def stranded:
  sent as $sent
  | gone as $gone
  | if $gone != [] then []
    else
      [
        [
          .transcripts[]
          | select(
              .kind == "chat"
                and (.case.expect.status == 200 or .case.expect.accepted == true)
                and without_backend)
        ]
        | group_by(refusal)[]
        | select(length < 3 or kind_of(.; $sent) == null)
        | .[]
      ]
      | if length < 3 or (families | length) < 2 then [] else . end
    end;

# The checks that interpret a status as a verdict on the request: a cause that answers in place of
# the server explains their failures.
def checks_of_refusals: [
  "auth/refuses-a-wrong-key", "cache/does-not-age", "errors/busy-says-when",
  "errors/code-is-a-text", "errors/field-types", "errors/has-a-message", "errors/is-client-error",
  "errors/same-request-same-class", "errors/says-too-long", "errors/stays-in-service",
  "http/accepts-the-options", "http/accepts-the-request", "http/accepts-the-variant",
  "http/knows-the-coding", "http/lets-browsers-ask", "tools/output-is-readable",
  "turns/no-server-error", "turns/outlives-a-broken-call", "usage/clamps-the-limit",
  "usage/window-holds-the-request"
];
