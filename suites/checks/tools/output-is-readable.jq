module {
  requirement: "What the model writes is an answer: where it is no call that a parser can read, it comes as text, not as an error.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  breaks: [{does: "the turn is lost: the client sees an error of the server, not what the model wrote, and cannot ask the model to correct it", measured: false}],
  remedy: ["own-output-unreadable", "see-how-often"],
  seen: ["ollama/ollama#17638", "ollama/ollama#12884", "vllm-project/vllm#51977", "vllm-project/vllm#23567"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {status: 200, assembled: {choices: [{index: 0, content: "OK"}]}}},
    {response: {status: 500, json: {error: {message: "boom"}}}},
    {request: {body: {messages: [{role: "assistant", tool_calls: [{function: {arguments: "{"}}]}]}}, response: {status: 500, json: {error: {message: "Failed to parse tool call arguments as JSON"}}}}],
  fails: [{response: {status: 500, json: {error: {message: "The model produced output that does not match the expected format"}}}},
    {response: {status: 500, json: {error: {message: "error parsing tool call: invalid character in string literal"}}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {status: 200, assembled: {choices: [], error: {message: "The model produced output that does not match the expected format"}, error_at: "event 9"}}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, if tools_offered != [] or failed or .response.assembled.error? != null then true else "no tools were offered" end,
  if .response.status then true else "no answer came" end);
def check: expect(own_output_unreadable | not;
  if failed then finding("the status is \(.response.status): the server cannot read what the model wrote"; "the status line"; error_saw | excerpt)
  else finding("the stream ends with an error: the server cannot read what the model wrote"; .response.assembled.error_at; .response.assembled.error.message | excerpt) end);
