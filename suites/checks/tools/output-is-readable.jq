module {
  requirement:
    "Model output that no parser can read as a call is returned as text, not as an error.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: \"the model does not always generate valid JSON\"",
  level: "must",
  impact: "stop",
  concerns: "model",
  breaks: [
    {does: "the client gets an error instead of the model's text, and cannot ask for a correction",
     measured: false}],
  remedy: ["own-output-unreadable", "see-how-often"],
  seen: ["ollama/ollama#17638", "ollama/ollama#12884", "vllm-project/vllm#51977",
    "vllm-project/vllm#23567"],
  passes: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {status: 200, assembled: {choices: [{index: 0, content: "OK"}]}}},
    {response: {status: 500, json: {error: {message: "boom"}}}},
    {request: {body: {messages: [{role: "assistant", tool_calls: [{function: {arguments: "{"}}]}]}},
      response: {status: 500,
        json: {error: {message: "Failed to parse tool call arguments as JSON"}}}}],
  fails: [
    {response: {status: 500,
      json: {error: {message:
        "The model produced output that does not match the expected format"}}}},
    {response: {status: 500,
      json: {error: {message: "error parsing tool call: invalid character in string literal"}}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {status: 200,
        assembled: {choices: [],
          error: {message: "The model produced output that does not match the expected format"},
          error_at: "event 9"}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete,
  only_if(tools_offered != [] or failed or .response.assembled.error? != null;
    "no tools were offered"),
  only_if(.response.status; "no answer came"));

def check: expect(own_output_unreadable | not;
  if failed then
    finding("the status is \(.response.status): the server cannot parse the model's output";
      "the status line"; error_saw | excerpt)
  else
    finding("the stream ends with an error: the server cannot parse the model's output";
      .response.assembled | .error_location // .error_at;
      .response.assembled.error.message | excerpt)
  end);
