module {
  requirement: "`error.code` is a string or null, not a number.",
  reference: "https://github.com/openai/openai-openapi/blob/main/openapi.yaml",
  clause: "OpenAPI specification, schema `Error`: `code` is a string or null",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  yields_to: ["http/accepts-the-request"],
  breaks: [
    {does: "typed gateways and clients fail to parse the error, report that, and hide the status",
      measured: false}
  ],
  remedy: ["error-code-as-text"],
  seen: [
    "openai/openai-python#3531", "openai/openai-python#3532", "agentgateway/agentgateway#2664",
    "sgl-project/sglang#32808", "evalstate/fast-agent#890"
  ],
  passes: [
    {response: {status: 400, json: {error: {message: "bad", code: null}}}},
    {response: {status: 404, json: {error: {message: "bad", code: "model_not_found"}}}},
    {response: {status: 400, json: {error: {message: "bad"}}}}
  ],
  fails: [{response: {status: 400, json: {error: {message: "bad", code: 400}}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(
  complete,
  only_if(failed; "this is not an error"),
  only_if(error_message | trimmed != ""; "the error has no message"));

def check:
  .response.json.error.code
  | expect(type != "number"; finding("`error.code` is the number \(.)"; "error.code"; tostring));
