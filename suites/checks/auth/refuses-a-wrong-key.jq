module {
  requirement: "A request with a missing or wrong API key is refused with status 401 or 403.",
  reference: "https://platform.openai.com/docs/guides/error-codes#api-errors",
  clause: "Error codes, API errors: 401; RFC 9110, sections 15.5.2 and 15.5.4: 401 and 403",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  expects: "denied",
  breaks: [
    {program: "Copilot CLI", version: "1.0.102", does: "reads a 404 as a missing model",
      says: "Model 'ideal-1' not found on provider", shown: ["copilot:models.wrong-path"]},
    {program: "Claude Code", version: "2.1.197", does: "reads a 404 as a missing model",
      says: "There's an issue with the selected model", shown: ["claude-code:models.wrong-path"]},
    {program: "Kilo", version: "7.7.7",
      does: "repeats a request that is answered with 500 again and again",
      shown: ["kilo-serve/all:multiturn.content-null-rejected"]}
  ],
  remedy: ["refuse-keys-with-401", "gateway-passes-errors-on"],
  seen: ["raullenchai/Rapid-MLX#491", "vllm-project/production-stack#150"],
  passes: [
    {case: {expect: {denied: true}},
      response: {status: 401, json: {error: {message: "Incorrect API key"}}}},
    {case: {expect: {denied: true}}, response: {status: 403, text: "Forbidden"}}
  ],
  fails: [
    {case: {expect: {denied: true}}, response: {status: 404, json: {detail: "Not Found"}}},
    {case: {expect: {denied: true}}, response: {status: 500, text: ""}},
    {case: {expect: {denied: true}},
      response: {status: 200, json: {error: {message: "Invalid API Key"}},
        assembled: {error: {message: "Invalid API Key"}}}},
    {case: {expect: {denied: true}}, response: {status: 200, text: "<html>Sign in</html>"}}
  ]
};

include "lib/transcript";
include "lib/errors";

def served: .response.status // 0 | . >= 200 and . < 300;
def error_object:
  [.response.assembled.error // empty, (.response.json | objects | .error // empty)][0];

# What the request had instead of the right key.
def key_sent:
  if any(.request.headers[]?; .name | ascii_downcase == "authorization") then "a wrong key"
  else "a request without a key" end;

def outcome:
  if served | not then "status \(.response.status)"
  elif error_object then "an error under status \(.response.status)"
  else "status \(.response.status) and no error" end;

def applies: when(
  complete,
  responded,
  unless(served and error_object == null and .response.assembled; "the endpoint accepts any key"),
  unless(.response.status == 429; "the endpoint is too busy"));

def check: expect(.response.status == 401 or .response.status == 403;
  finding("\(key_sent) is answered with \(outcome)"; "the status line"; error_words | excerpt));
