module {
  title: "An image in a result, and the same conversation without it",
  steps: 2,
  expect: [{no_server_error: true}, {status: 200}],
  if_refused: {
    breaks: [{does: "cannot go on after a tool that returns a screenshot: the image stays in the history, and the request is retried as an error of the server", measured: false}],
    remedy: ["refuse-images-by-name"],
    seen: ["vllm-project/vllm#43203", "ggml-org/llama.cpp#13566"]
  }
};

include "lib/requests";

# One red pixel.
def pixel: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

def screenshot: tool("screenshot"; "Take a picture of the screen."; {type: "object", properties: {}});

# A model without eyes may refuse the image, and must be able to go on once it is gone.
def request: .step as $step | chat({
  messages: [
    user("Take a screenshot, then say hello."),
    assistant(call("call_s1"; "screenshot"; {})),
    {role: "tool", tool_call_id: "call_s1", content: ([{type: "text", text: "The picture was taken."}]
      + if $step == 1 then [{type: "image_url", image_url: {url: pixel}}] else [] end)}
  ],
  tools: [screenshot]
});
