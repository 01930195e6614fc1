module {
  title: "A call in the history with empty content",
  expect: {status: 200},
  if_refused: {
    breaks: ["OpenCode up to AI SDK 2.0.41 sends `\"\"` beside calls: the second turn fails, after the first tool"],
    remedy: ["the chat template must take \"\" for null: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE", "or let the gateway turn \"\" into null"],
    seen: ["co-l/openfox#117", "vercel/ai#14613"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    (assistant(call("call_e1"; "get_weather"; zurich)) | .content = ""),
    returned("call_e1"; weather_text)
  ],
  tools: [get_weather]
});
