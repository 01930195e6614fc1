module {
  title: "A call in the history without content",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      program: "LiteLLM, strands, Vibe, openai-go, go-openai, async-openai and rig",
      does: "omit `content` in messages with calls, so every request after the first tool fails",
      measured: false
    }],
    remedy: ["content-may-be-missing", "chat-template"],
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
