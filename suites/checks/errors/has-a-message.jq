module {
  requirement: "An error response is a JSON object with a non-empty string in `error.message`.",
  reference: "https://github.com/openai/openai-openapi/blob/main/openapi.yaml",
  clause: "OpenAPI specification, schemas `ErrorResponse` and `Error`: `error.message`, required",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  yields_to: [
    "http/accepts-the-request", "http/accepts-the-variant", "errors/is-client-error",
    "auth/refuses-a-wrong-key"
  ],
  breaks: [
    {program: "OpenCode 1.18.33 and AI SDK (openai-compatible) 3.0.92",
      does: "show only the status if the body is empty", says: "Method Not Allowed",
      shown: ["opencode-serve/all:route.405-post", "aisdk-3-latest/stream:route.405-post"]},
    {program: "openai-python", version: "3.57.0", does: "ends with the status only",
      says: "Error code: 405", shown: ["openai-python/plain:route.405-post"]},
    {program: "Copilot CLI", version: "1.0.102", does: "reads a 404 page as a missing model",
      says: "Model 'ideal-1' not found on provider", shown: ["copilot:models.wrong-path"]},
    {program: "Cline", version: "3.0.65", does: "shows the HTML source of the page",
      says: "<head><title>404 Not Found</title></head>", shown: ["cline:models.wrong-path"]}
  ],
  remedy: ["wrap-errors", "proxy-error-pages"],
  seen: [
    "vllm-project/vllm#12886", "ray-project/ray#64833", "raullenchai/Rapid-MLX#491",
    "llm-d/llm-d-inference-sim#135", "runpod-workers/worker-vllm#85"
  ],
  passes: [
    {response: {status: 400,
      json: {error: {message: "bad", type: "invalid_request_error", param: null, code: 400}}}}
  ],
  fails: [
    {response: {status: 400, json: {object: "error", message: "bad", code: 400}}},
    {response: {status: 422, json: {detail: [{loc: ["body"], msg: "field required"}]}}},
    {response: {status: 401, json: {error: "Unauthorized"}}},
    {response: {status: 400, json: {error: {message: ""}}}},
    {response: {status: 404, text: "<html><title>404 Not Found</title></html>"}},
    {response: {status: 400, text: ""}}
  ]
};

include "lib/transcript";
include "lib/errors";

def shape_of_text:
  .response.text // ""
  | if trimmed == "" then "the body is empty"
    elif test("^\\s*<") then "the body is an HTML page"
    else "the body is not JSON" end;

def shape:
  .response.json as $json
  | if $json == null then shape_of_text
    elif ($json | type) != "object" then "the body is not an object"
    elif ($json.error | type) == "object" then
      if $json.error | has("message") then "`error.message` is \($json.error.message | shown)"
      else "`error` has no `message`" end
    elif $json | has("error") then "`error` is \($json.error | shown)"
    elif $json | has("detail") then "the message is under `detail`"
    elif $json | has("message") then "the error is flat: `message` is outside of `error`"
    else "there is no `error`" end;

def applies: when(
  complete,
  only_if(failed; "this is not an error"),
  unless(.request.method == "OPTIONS"; "a browser does not read the body of this response"));

def check: expect(error_message | trimmed != "";
  finding("\(shape), under status \(.response.status)";
    "error.message"; .response.text // .response.json | excerpt));
