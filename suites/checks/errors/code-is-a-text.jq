module {
  requirement: "In an error `code` is a text or null, not a number.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "gateways and clients that expect a text fail while they read the error, report a failure of their own, and hide the status", measured: false}],
  remedy: ["error-code-as-text"],
  seen: ["openai/openai-python#3531", "openai/openai-python#3532", "agentgateway/agentgateway#2664", "sgl-project/sglang#32808", "evalstate/fast-agent#890"],
  passes: [{response: {status: 400, json: {error: {message: "bad", code: null}}}}, {response: {status: 404, json: {error: {message: "bad", code: "model_not_found"}}}},
    {response: {status: 400, json: {error: {message: "bad"}}}}],
  fails: [{response: {status: 400, json: {error: {message: "bad", code: 400}}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, if failed then true else "this is not an error" end,
  if error_message | trimmed != "" then true else "the shape of the error is judged" end,
  if .case.expect.status == 200 then "that the request was refused is judged" else true end);
def check: .response.json.error.code | expect(type != "number"; finding("`error.code` is the number \(.)"; "error.code"; tostring));
