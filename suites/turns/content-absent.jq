module {
  title: "A call in the history without content",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["clients that leave the key out beside calls (Go and Rust SDKs) fail at the second turn, after the first tool"],
    remedy: ["the chat template must test `message.content is defined and message.content`: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE"],
    seen: ["cubist38/mlx-openai-server#205", "co-l/openfox#117"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    (assistant(call("call_a1"; "get_weather"; zurich)) | del(.content)),
    returned("call_a1"; weather_text)
  ],
  tools: [get_weather]
});
