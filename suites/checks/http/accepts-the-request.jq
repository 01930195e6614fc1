module {
  requirement: "A valid request is answered with status 200.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  clause: "Create chat completion: a request with valid parameters returns a chat completion",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  expects: "status",
  yields_to: ["tools/output-is-readable", "http/does-not-redirect"],
  breaks: [
    {program: "55 of 56 clients", does: "end the turn with the server's error",
      shown: ["opencode-serve/all:tools.choice-auto-400",
        "aisdk-3-latest/stream:tools.choice-auto-400", "openai-python/stream:tools.choice-auto-400",
        "langchain/stream:tools.choice-auto-400"]},
    {program: "Cline 3.0.65, Kilo 7.7.7, OpenCode 1.18.33 (native runtime)",
      does: "repeat a request that is answered with 500",
      shown: ["cline:multiturn.content-null-rejected",
        "kilo-serve/all:multiturn.content-null-rejected",
        "opencode-native-serve/all:multiturn.content-null-rejected"]}
  ],
  remedy: ["error-names-the-cause", "read-the-server-log"],
  seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"],
  passes: [{case: {expect: {status: 200}}, response: {status: 200}}],
  fails: [
    {case: {expect: {status: 200}}, response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {status: 200}, if_refused: {breaks: ["the second turn"]}},
      response: {status: 400, json: {detail: [{msg: "no"}]}}},
    {case: {expect: {status: 200}, if_refused: {remedy: ["own-output-unreadable"]}},
      response: {status: 500, text: "Internal Server Error"}},
    {case: {expect: {status: 200}}, response: {status: 404, text: "not found"}},
    {case: {expect: {status: 200}},
      request: {headers: [{name: "Content-Length", value: "1200126"}]},
      response: {status: 413, text: "<title>413 Request Entity Too Large</title>"}},
    {case: {expect: {status: 200}}, request: {body: {messages: [{role: "user", content: "Hi"}]}},
      response: {status: 400,
        json: {error: {message: "This model's maximum context length is 4096 tokens."}}}},
    {case: {expect: {status: 200}},
      response: {status: 422,
        json: {detail: [{loc: ["body", "tool_choice"], msg: "Input should be a valid dictionary",
          type: "dict_type"}]}}},
    {case: {expect: {status: 200}},
      response: {status: 422,
        text:
          "Failed to deserialize the JSON body into the target type: missing field `parameters`"}}
  ]
};

include "lib/transcript";
include "lib/errors";

# An uncaught exception: it does not name its cause, and a program before the server may raise it.
def uncaught: .response.status >= 500 and .response.json == null;

# The hints of the case apply only if the server itself refuses, not a gateway or the key check.
def hints: if .kind == "models" then
    {breaks: [{
      does: ("the model pickers of agents stay empty; "
        + "an agent whose configuration names the model still works"),
      measured: false}]}
  elif .response.status | . == 401 or . == 403 or . == 413 or . == 502 or . == 504 then {}
  else
    uncaught as $uncaught
    | .case.if_refused // {} | objects
    | {breaks, remedy, seen}
    | with_entries(select(.value != null))
    | if $uncaught and .remedy then .remedy |= ["read-the-server-log"] + . else . end
  end;

# The bytes of the request, white space included; empty if the answer came before all was sent.
def request_length:
  [.request.headers[]? | select(.name | ascii_downcase == "content-length") | .value
    | tonumber? // empty][0]
  | numbers;

# Clients repeat a request after a 5xx, but not after a 4xx. Only long sessions reach a size limit.
def lasting: if .response.status < 500 then
    {breaks: [
      (select(.response.status == 413)
        | {does: ("a proxy, not the model, refuses sessions with long files, logs or images "
            + "in the middle of the work"),
          measured: false}),
      {program: "55 of 56 clients", does: "end the turn with the server's error",
        shown: ["opencode-serve/all:tools.choice-auto-400",
          "aisdk-3-latest/stream:tools.choice-auto-400",
          "openai-python/stream:tools.choice-auto-400", "langchain/stream:tools.choice-auto-400"]}]}
  else {} end;

def applies: when(complete,
  unless(.response.status != .case.expect.status and beyond_the_window;
    "not evaluated: see usage/window-holds-the-request"));

def check:
  .response.status as $status
  | .case.expect.status as $want
  | (error_words | tostring) as $words
  | if $status == $want then true
    elif says_quota then
      inconclusive("the quota of the key is used up (\($status)): \($words | excerpt)")
    elif $status == 429 or $status == 503 then
      inconclusive("the endpoint was too busy to answer (\($status)): "
        + "run again with --jobs 1, or later")
    else
      finding("the status is \($status), not \($want)"
            + (if $status == 413 then
                [request_length] | map(", for a request of \(.) bytes") | add // ""
              else "" end)
            + (error_framework | if . then ", from the request validation of \(.)" else "" end);
          "the status line"; error_saw | excerpt)
        + lasting
        + (advice($words) | if . then {remedy: .} else {} end)
        + hints
        + (cause($words) | if . then {remedy: .} else {} end)
    end;
