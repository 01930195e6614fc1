module {
  requirement:
    "`error.type` and `error.param` are strings or null; `error.code` may also be a number.",
  reference: "https://github.com/openai/openai-openapi/blob/main/openapi.yaml",
  clause: "OpenAPI specification, schema `Error`: `type`, `param` and `code`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {program: "async-openai", version: "0.43.0",
      does:
        "hides the error message behind its own if a field has another type (a number in `code`)",
      says: "failed to deserialize api response",
      shown: ["async-openai/plain:tools.choice-auto-400"]},
    {does: "other typed clients report a decoding failure, not the error", measured: false}
  ],
  remedy: ["plain-error-fields"],
  seen: ["ray-project/ray#64833", "vllm-project/vllm#57997", "ggml-org/llama.cpp#25895"],
  passes: [
    {response: {status: 400, json: {error: {message: "bad", type: null, param: "n", code: 400}}}},
    {response: {status: 400, json: {error: {message: "bad"}}}}
  ],
  fails: [
    {response: {status: 400, json: {error: {message: "bad", code: {number: 400}}}}},
    {response: {status: 400, json: {error: {message: "bad", param: {name: "n"}}}}},
    {response: {status: 400, json: {error: {message: "bad", type: 400}}}}
  ]
};

include "lib/transcript";
include "lib/errors";

def fields:
  .response.json.error as $error
  | ("type", "param", "code") as $name
  | {name: $name, value: $error[$name]};

def applies: when(
  complete,
  only_if(failed; "this is not an error"),
  only_if(error_message | trimmed != ""; "the error has no message"));

def check: every(fields;
  (.value | type) as $type
  | $type == "null" or $type == "string" or (.name == "code" and $type == "number");
  finding("`error.\(.name)` is \(.value | shown)"; "error.\(.name)"; .value | excerpt));
