module {
  requirement: "A missing or wrong key is refused with status 401 or 403.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "must",
  concerns: "protocol",
  expects: "denied",
  breaks: [
    {program: "Copilot CLI", version: "1.0.102", does: "reads a 404 as a missing model", says: "Model 'ideal-1' not found on provider", shown: ["copilot:models.wrong-path"]},
    {program: "Claude Code", version: "2.1.197", does: "reads a 404 as a missing model", says: "There's an issue with the selected model", shown: ["claude-code:models.wrong-path"]},
    {program: "Kilo", version: "7.7.7", does: "sends a request that is answered with 500 again and again", shown: ["kilo-serve/all:multiturn.content-null-rejected"]}
  ],
  remedy: ["refuse-keys-with-401", "gateway-passes-errors-on"],
  seen: ["raullenchai/Rapid-MLX#491", "vllm-project/production-stack#150"],
  passes: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "Incorrect API key"}}}},
    {case: {expect: {denied: true}}, response: {status: 403, text: "Forbidden"}}],
  fails: [{case: {expect: {denied: true}}, response: {status: 404, json: {detail: "Not Found"}}},
    {case: {expect: {denied: true}}, response: {status: 500, text: ""}},
    {case: {expect: {denied: true}}, response: {status: 200, json: {error: {message: "Invalid API Key"}}, assembled: {error: {message: "Invalid API Key"}}}},
    {case: {expect: {denied: true}}, response: {status: 200, text: "<html>Sign in</html>"}}]
};

include "lib/transcript";
include "lib/errors";

def served: .response.status // 0 | . >= 200 and . < 300;
def error_there: [.response.assembled.error // empty, (.response.json | objects | .error // empty)][0];

# What the request had in place of the right key.
def key_sent: if any(.request.headers[]?; .name | ascii_downcase == "authorization") then "a wrong key" else "a request without a key" end;

def applies: when(complete, responded,
  if served and error_there == null and .response.assembled then "the endpoint takes any key" else true end,
  if .response.status == 429 then "the endpoint is too busy" else true end);
def check: expect(.response.status == 401 or .response.status == 403;
  finding("the answer to \(key_sent) is \(if served then (if error_there then "an error under status \(.response.status)" else "no error: status \(.response.status)" end) else .response.status end)";
    "the status line"; error_words | excerpt));
