module {
  requirement: "A request that the API defines is answered with status 200.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  expects: "status",
  breaks: ["the agent stops with the error it was sent"],
  remedy: ["what the server objects to stands in its own message, and in its log"],
  seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"],
  passes: [{case: {expect: {status: 200}}, response: {status: 200}}],
  fails: [{case: {expect: {status: 200}}, response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {status: 200}, if_refused: {breaks: ["the second turn"]}}, response: {status: 400, json: {detail: [{msg: "no"}]}}},
    {case: {expect: {status: 200}}, response: {status: 404, text: "not found"}}]
};

include "lib/transcript";
include "lib/errors";

# What the server's own words give away, whatever the case tried.
def cause($words):
  if ($words | test("context (size|length|window)|maximum context|too many tokens|exceed.{0,40}(token|context)"; "i")) then
    ["the request is longer than the server's context: llama.cpp -c (divided by its slots, -np), Ollama num_ctx, vLLM --max-model-len"]
  elif ($words | test("(cannot|failed to|could not|couldn.t) connect|connect(ion)? (error|call failed|refused|timed out)|unreachable|no healthy|bad gateway"; "i")) then
    ["a gateway answers, and does not reach its backend: start it, or mend its address in the gateway's configuration"]
  elif ($words | test("(invalid|unknown|no such) model|model.{0,60}(not (found|exist)|does not exist)"; "i")) then
    ["name a model that the endpoint serves: --model, as `GET /models` lists it"]
  elif ($words | test("thought_?signature"; "i")) then ["return-call-signatures"]
  else null end;

def advice($words):
  .response.status as $status
  | if $status == 502 or $status == 504 then
      ["the gateway got no answer from its backend: read the backend's log at this moment", "nginx: proxy_read_timeout, proxy_connect_timeout"]
    elif $status == 413 then ["a proxy bounds the size of a request (nginx: client_max_body_size): agents send more"]
    elif .kind == "models" and $status == 404 then ["serve the list under the path where chat is served; agents and this tool can do without it where a model is named"]
    elif $status == 401 or $status == 403 then ["the key is good for some requests and not for this one: look at its scopes"]
    elif tools_offered != [] and ($words | test("tool|function|template|jinja|parser|role"; "i")) then
      ["the chat template or the tool parser lacks tool support: vLLM --enable-auto-tool-choice --tool-call-parser NAME; SGLang --tool-call-parser NAME; llama.cpp --jinja",
       "a gateway: the prefix of its provider must be one for chat", "what the server objects to stands in its own message, and in its log"]
    else null end;

# What the case says of a refusal is told where it is one, and not a gateway or a key that stands in the way.
def own: if .kind == "models" then {breaks: ["model pickers of agents stay empty; an agent whose configuration names the model goes on"]}
  elif .response.status | . == 401 or . == 403 or . == 413 or . == 502 or . == 504 then {}
  else .case.if_refused // {} | objects | {breaks, remedy, seen} | with_entries(select(.value != null)) end;

def applies: when(complete, if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end);
def check:
  .response.status as $status | .case.expect.status as $want | (error_words | tostring) as $words
  | if $status == $want then true
    elif $status == 429 or $status == 503 then
      inconclusive("the endpoint was too busy to answer (\($status)): run again with --jobs 1, or later")
    else finding("the status is \($status), not \($want)"; "the status line"; $words | excerpt)
      + (advice($words) | if . then {remedy: .} else {} end) + own + (cause($words) | if . then {remedy: .} else {} end) end;
