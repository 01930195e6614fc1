module {
  title: "An image in a tool result, and the same conversation without it",
  steps: 2,
  expect: [{no_server_error: true}, {status: 200}],
  if_refused: {
    breaks: [{
      does: "agents cannot continue after a screenshot, which stays in the history",
      measured: false
    }],
    remedy: ["refuse-images-by-name"], seen: ["vllm-project/vllm#43203", "ggml-org/llama.cpp#13566"]
  }
};

include "lib/requests";

# One red pixel.
def pixel:
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"
    + "AAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

def screenshot:
  tool("screenshot"; "Take a picture of the screen."; {type: "object", properties: {}});

# A model without vision may reject the image, but must continue when it is gone.
def request:
  .step as $step
  | chat({
      messages: [
        user("Take a screenshot, then say hello."), assistant(call("call_s1"; "screenshot"; {})),
        {
          role: "tool", tool_call_id: "call_s1",
          content: ( [{type: "text", text: "The picture was taken."}]
              + if $step == 1 then [{type: "image_url", image_url: {url: pixel}}] else [] end )
        }
      ],
      tools: [screenshot]
    });
