module {
  requirement: "A request that the API defines is answered with status 200.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  expects: "status",
  breaks: [
    {program: "55 of 56 clients", does: "end the turn with the error that the server sent", shown: ["opencode-serve/all:tools.choice-auto-400", "aisdk-3-latest/stream:tools.choice-auto-400", "openai-python/stream:tools.choice-auto-400", "langchain/stream:tools.choice-auto-400"]},
    {program: "Cline 3.0.65, Kilo 7.7.7, OpenCode 1.18.33 (native runtime)", does: "send a request that is answered with 500 again and again", shown: ["cline:multiturn.content-null-rejected", "kilo-serve/all:multiturn.content-null-rejected", "opencode-native-serve/all:multiturn.content-null-rejected"]}
  ],
  remedy: ["error-names-the-cause", "read-the-server-log"],
  seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"],
  passes: [{case: {expect: {status: 200}}, response: {status: 200}}],
  fails: [{case: {expect: {status: 200}}, response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {status: 200}, if_refused: {breaks: ["the second turn"]}}, response: {status: 400, json: {detail: [{msg: "no"}]}}},
    {case: {expect: {status: 200}, if_refused: {remedy: ["own-output-unreadable"]}}, response: {status: 500, text: "Internal Server Error"}},
    {case: {expect: {status: 200}}, response: {status: 404, text: "not found"}},
    {case: {expect: {status: 200}}, request: {headers: [{name: "Content-Length", value: "1200126"}]}, response: {status: 413, text: "<title>413 Request Entity Too Large</title>"}},
    {case: {expect: {status: 200}}, request: {body: {messages: [{role: "user", content: "Hi"}]}}, response: {status: 400, json: {error: {message: "This model's maximum context length is 4096 tokens."}}}},
    {case: {expect: {status: 200}}, response: {status: 422, json: {detail: [{loc: ["body", "tool_choice"], msg: "Input should be a valid dictionary", type: "dict_type"}]}}},
    {case: {expect: {status: 200}}, response: {status: 422, text: "Failed to deserialize the JSON body into the target type: missing field `parameters`"}}]
};

include "lib/transcript";
include "lib/errors";

# An exception that nothing caught: it tells no cause, and perhaps a program before the server raised it.
def wordless: .response.status >= 500 and .response.json == null;

# What the case says of a refusal counts only where the server itself refuses, not a gateway or the check of the key.
def own: if .kind == "models" then {breaks: [{does: "model pickers of agents stay empty; an agent whose configuration names the model goes on", measured: false}]}
  elif .response.status | . == 401 or . == 403 or . == 413 or . == 502 or . == 504 then {}
  else wordless as $wordless | .case.if_refused // {} | objects | {breaks, remedy, seen} | with_entries(select(.value != null))
    | if $wordless and .remedy then .remedy |= ["read-the-server-log"] + . else . end end;

# How long the request was, white space included; unknown where the answer came before all of it was sent.
def request_length: [.request.headers[]? | select(.name | ascii_downcase == "content-length") | .value | tonumber? // empty][0] | numbers;

# What is sent again after a 5xx is not sent again after a refusal. Of the size of requests only long sessions know.
def lasting: if .response.status < 500 then {breaks: [
    (select(.response.status == 413) | {does: "sessions with long files, logs or images are refused in the middle of the work, by a proxy, not by the model", measured: false}),
    {program: "55 of 56 clients", does: "end the turn with the error that the server sent",
    shown: ["opencode-serve/all:tools.choice-auto-400", "aisdk-3-latest/stream:tools.choice-auto-400", "openai-python/stream:tools.choice-auto-400", "langchain/stream:tools.choice-auto-400"]}]} else {} end;

def applies: when(complete, if .response.status != .case.expect.status and beyond_the_window then "the request is longer than the window, which is the endpoint's capacity" else true end,
  if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end,
  if own_output_unreadable then "the server cannot read what the model wrote, which is judged as that" else true end);
def check:
  .response.status as $status | .case.expect.status as $want | (error_words | tostring) as $words
  | if $status == $want then true
    elif says_quota then inconclusive("the quota of the key is used up (\($status)): \($words | excerpt)")
    elif $status == 429 or $status == 503 then
      inconclusive("the endpoint was too busy to answer (\($status)): run again with --jobs 1, or later")
    else finding("the status is \($status), not \($want)" + (if $status == 413 then [request_length] | map(", for a request of \(.) bytes") | add // "" else "" end) + (error_framework | if . then ", by the validation of \(.)" else "" end); "the status line"; error_saw | excerpt)
      + lasting + (advice($words) | if . then {remedy: .} else {} end) + own + (cause($words) | if . then {remedy: .} else {} end) end;
