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

def advice:
  .response.status as $status
  | if $status == 502 or $status == 504 then
      ["the gateway got no answer from its backend: read the backend's log at this moment", "nginx: proxy_read_timeout, proxy_connect_timeout"]
    elif $status == 413 then ["a proxy bounds the size of a request (nginx: client_max_body_size): agents send more"]
    elif .kind == "models" then ["serve the list under the path where chat is served; agents and this tool can do without it where a model is named"]
    elif $status == 401 or $status == 403 then ["the key is good for some requests and not for this one: look at its scopes"]
    elif tools_offered != [] and $status < 600 then
      ["the chat template or the tool parser lacks tool support: vLLM --enable-auto-tool-choice --tool-call-parser NAME; SGLang --tool-call-parser NAME; llama.cpp --jinja",
       "what the server objects to stands in its own message, and in its log"]
    else null end;

def applies: when(complete, if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end);
def check:
  .response.status as $status | .case.expect.status as $want | error_words as $words | advice as $advice
  | (.case.if_refused // {} | objects | {breaks, remedy, seen} | with_entries(select(.value != null))) as $own
  | if $status == $want then true
    elif $status == 429 or $status == 503 then
      inconclusive("the endpoint was too busy to answer (\($status)): run again with --jobs 1, or later")
    else finding("the status is \($status), not \($want)"; "the status line"; $words | excerpt)
      + (if $advice then {remedy: $advice} else {} end)
      # What the case says of a refusal is told where it is one, and not a gateway or a key that stands in the way.
      + (if $status | . == 401 or . == 403 or . == 502 or . == 504 then {} else $own end) end;
