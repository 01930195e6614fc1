# Functions for checks of error responses. The input is a transcript.

include "lib/transcript";

def failed: (.response.status // 0) >= 400;

# The text of an error response, in any shape: a message, FastAPI's `detail`, the title of an HTML
# page, or the beginning of the body.
def error_words:
  def as_text:
    if type == "object" then (.message // .msg // .error // .detail // tojson) else . end
    | if type == "array" then
        map(as_text) | map(if type == "string" then . else tojson end) | join("; ")
      elif type == "string" then .
      else tojson end;
  ( .response.json | objects
      | (.error // .detail // .message)
      | select(. != null and . != "") | as_text )
    // (.response.text // "" | [match("<title>([^<]*)"; "i").captures[0].string][0])
    // (.response.text // "");

# The message of an error in the API's format: an object `error` with a message.
def error_message: [.response.json | objects | .error | objects | .message][0];

# A gateway answered without reaching its backend: the response says nothing about the request.
def says_unreachable:
  test(
    "(cannot|failed to|could not|couldn.t) connect|connect(ion)? (error|call failed|refused|timed "
      + "out)|unreachable|no healthy|no server is available|bad gateway";
    "i");
def without_backend:
  .response.status as $status
  | ($status == 502 or $status == 503 or $status == 504)
      and ( (error_words | tostring | says_unreachable)
            or ($status != 503 and error_message == null) );

# The quota of the key is used up: waiting does not help.
def says_quota:
  (.response.status | . == 429 or . == 402 or . == 403)
    and header("retry-after") == null
    and ( [.response.json | objects | .error | objects | .code, .type, .message | strings]
          + [error_words | tostring]
        | join(" ")
        | test("insufficient.{0,3}(quota|balance|credit|fund)|current quota|credit balance"; "i") );

# The field that an error names, in OpenAI's `param` or FastAPI's `loc`; null if it names none.
def error_field:
  [
    .response.json | objects
    | (.error | objects | .param | strings | select(. != "")),
      (.detail | arrays | .[0] | objects | .loc | arrays | map(tostring) | join("."))
  ][0];

# The text of the error with that field, for the `saw` of a finding.
def error_saw: error_field as $field | (error_words | tostring)
  | if $field == null or contains($field) then . else "\($field): \(.)" end;

# The framework that rejected the request, recognized by the shape of its errors, or null.
def error_framework:
  (.response.text // "") as $text
  | if [
          .response.json | objects | .detail | arrays | .[0] | objects
          | select(has("loc") and has("msg"))
        ]
        != []
    then
      "FastAPI"
    elif $text
      | test(
          "^Failed to (parse|deserialize) the (request|JSON) body|^Failed to deserialize the "
            + "JSON body into the target type|^Expected request with `Content-Type")
    then
      "axum"
    elif (error_words | tostring) | test("Key: '[^']*' Error:Field validation") then "gin"
    elif $text | test("<pre>Cannot (GET|POST|OPTIONS) ") then "Express"
    else null end;

# The error says that the request is longer than the context window.
def says_window:
  (error_words | tostring)
  | test(
      "context (size|length|window)|maximum context|too many tokens|exceed.{0,40}(token|context)"
        + "|prompt.{0,20}too long";
      "i");

# The size of the window that such an error names, or null.
def window_named:
  (error_words | tostring)
  | [
      match("(?:context|maximum|max_model_len|limit)[^0-9]{0,60}([0-9][0-9,]*)";
        "i").captures[0].string
      | gsub(","; "") | tonumber | select(. >= 64)
    ][0];

# The size of the messages and tools of a request, in bytes.
def request_bytes:
  [.request.body | objects | .messages, .tools | tojson | utf8bytelength] | add // 0;

# The request was rejected because it is longer than the window: that is the capacity of the
# endpoint, not a fault.
def beyond_the_window:
  .response.status as $status
  | if ($status == 400 or $status == 413 or $status == 422 or $status == 500) and says_window
      | not
    then
      false
    else
      request_bytes as $bytes
      | (asked | .max_completion_tokens // .max_tokens // 0 | if type == "number" then . else 0 end)
          as $room
      | window_named as $window
      | if $window != null then $bytes > $window or $bytes / 5 + $room > $window
        else $bytes > 4000 end
    end;

# Two tool results are consecutive in the history.
def results_in_a_row:
  [asked.messages[]? | .role?] as $roles
  | any(range(1; $roles | length); $roles[.] == "tool" and $roles[. - 1] == "tool");

# Some arguments in the history are not valid JSON.
def returned_broken:
  any(asked.messages[]? | .tool_calls? // [] | .[]? | .function.arguments? | strings;
    (try (fromjson | true) catch false) | not);

# The server failed to parse the output of the model, before its response or in the stream.
def says_unreadable:
  tostring
  | test(
      "pars(e|ing).{0,30}(tool.?call|output|function)|unexpected tokens|message header|(output"
        + "|generated) (that )?does not match";
      "i");
def own_output_unreadable: (returned_broken | not)
  and (if (.response.status // 0) >= 500 then error_words | says_unreadable
    else any(.response.assembled.error? | objects | .message; says_unreadable) end);

# The error says that something is missing that the request contains: an offered tool, the call that
# belongs to a result, or the end of the body.
def misses_what_was_sent($words):
  any(tools_offered[];
      .name | strings
      | gsub("[^A-Za-z0-9_-]"; ".") as $name
      | $words
      | test(
          "(tool|function).{0,40}[\"'`]\($name)[\"'`].{0,40}(not found|not in|not available"
            + "|unknown|does not exist)";
          "i"))
    or ( (results_in_a_row | not)
          and ($words | test("role.{0,6}tool.{0,60}(response to|follow).{0,60}tool_calls"; "i"))
          and ( [asked.messages[]? | objects | .tool_calls? // [] | .[]? | .id?] as $all
              | (reduce ($all[] | tojson) as $id ({}; .[$id] = true)) as $ids
              | all(asked.messages[]? | objects | select(.role == "tool");
                  $ids[.tool_call_id | tojson] == true) ) )
    or ( asked != {}
          and (returned_broken | not)
          and ( $words
              | test(
                  "unterminated|unexpected end|without an end|end of (input|file|data)|\\bEOF\\b";
                  "i") )
          and ($words | test("\\b(json|bytes?|char|column|line)\\b"; "i")) );

# Remedies that the text of the error points to, whatever the case tests.
def cause($words):
  if says_window then ["raise-context"]
  elif .response.status < 500 and misses_what_was_sent($words) then
    ["the-request-is-changed-on-the-way", "chat-template"]
  elif ($words | says_unreachable) then ["reach-the-backend"]
  elif ( $words
      | test("(invalid|unknown|no such) model|model.{0,60}(not (found|exist)|does not exist)";
          "i") )
  then
    ["name-a-served-model"]
  elif ($words | test("thought_?signature"; "i")) then ["return-call-signatures"]
  elif ($words | test("tool.?call.?id.{0,60}(length|pattern|a-z|invalid|must|has to)"; "i")) then
    ["accept-foreign-ids"]
  elif results_in_a_row and ($words | test("\\brole\\b"; "i")) then
    ["several-results-in-a-row", "chat-template"]
  else null end;

def advice($words):
  .response.status as $status
  | if $status == 502 or $status == 504 then ["backend-gave-no-answer", "gateway-timeouts"]
    elif $status == 413 then ["proxy-body-limit"]
    elif .kind == "models" and $status == 404 then ["serve-the-model-list"]
    elif $status == 401 or $status == 403 then ["check-the-key"]
    elif ($status == 400 or $status == 422) and error_framework != null then
      ["validation-of-the-framework"]
    elif $status >= 500
        and ( $words
            | test("item pairs|mapping|has no attribute 'items'|is not iterable|must be a dict";
                "i") )
    then
      ["parse-arguments-in-history"]
    elif ($words | test("\\brole\\b"; "i")) and any(asked.messages[]?; .role? == "tool") then
      ["chat-template", "tool-parser-missing"]
    elif ($words | test("content"; "i"))
        and any(asked.messages[]?; .content == null or .content == "")
    then
      ["content-may-be-missing"]
    elif ($words | test("content"; "i")) and any(asked.messages[]?; .content | type == "array") then
      ["join-the-parts"]
    elif tools_offered != []
        and ($words | test("tool|function|template|jinja|parser|role"; "i"))
    then
      ["tool-parser-missing", "chat-template", "error-names-the-cause"]
    else null end;

# The error names a field, in its message or in another string.
def names_field($name): ([.response.json | .. | strings] + [error_words | tostring] | join("\n"))
  | test("(^|[^A-Za-z0-9_])" + ($name | gsub("[^A-Za-z0-9_]"; ".")) + "($|[^A-Za-z0-9_])");
