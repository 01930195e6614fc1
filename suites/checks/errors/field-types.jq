module {
  requirement: "In an error `type` is a text or null, `param` too, and `code` a text, a number or null.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "may",
  concerns: "protocol",
  breaks: [
    {program: "async-openai", version: "0.43.0", does: "hides the message of the error behind its own where a field has another type (a number in `code`)", says: "failed to deserialize api response", shown: ["async-openai/plain:tools.choice-auto-400"]},
    {does: "other typed clients report a decoding failure instead of the error", measured: false}
  ],
  remedy: ["plain-error-fields"],
  seen: ["ray-project/ray#64833", "vllm-project/vllm#57997", "ggml-org/llama.cpp#25895"],
  passes: [{response: {status: 400, json: {error: {message: "bad", type: null, param: "n", code: 400}}}},
    {response: {status: 400, json: {error: {message: "bad"}}}}],
  fails: [{response: {status: 400, json: {error: {message: "bad", code: {number: 400}}}}},
    {response: {status: 400, json: {error: {message: "bad", param: {name: "n"}}}}},
    {response: {status: 400, json: {error: {message: "bad", type: 400}}}}]
};

include "lib/transcript";
include "lib/errors";

def fields: .response.json.error as $error
  | ("type", "param", "code") as $name | {name: $name, value: $error[$name]};

def applies: when(complete, if failed then true else "this is not an error" end,
  if error_message | trimmed != "" then true else "the shape of the error is judged" end);
def check: every(fields; (.value | type) as $type | $type == "null" or $type == "string" or (.name == "code" and $type == "number");
  finding("`error.\(.name)` is \(.value | shown)"; "error.\(.name)"; .value | excerpt));
