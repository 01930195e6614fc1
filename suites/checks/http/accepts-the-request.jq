module {
  requirement: "A request that the API defines is answered with status 200.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  expects: "status",
  breaks: ["the agent stops with the error it was sent"],
  remedy: ["the message below says what the server objects to; if it names `tools` or the role `tool`, the chat template or parser lacks tool support",
    "vLLM: --enable-auto-tool-choice --tool-call-parser NAME; llama.cpp: --jinja; SGLang: --tool-call-parser NAME"],
  seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"],
  passes: [{case: {expect: {status: 200}}, response: {status: 200}}],
  fails: [{case: {expect: {status: 200}}, response: {status: 500, json: {error: {message: "boom"}}}},
    {case: {expect: {status: 200}}, response: {status: 404, text: "not found"}}]
};

include "lib/transcript";

def applies: when(complete, if .response.status // 0 | . >= 300 and . < 400 then "the answer is a redirect" else true end);
def check: expect(.response.status == .case.expect.status;
  finding("the status is \(.response.status), not \(.case.expect.status)"; "the status line";
    (.response.json | objects | .error | if type == "object" then .message else . end | select(. != null))
    // .response.text // "" | excerpt));
