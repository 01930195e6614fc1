module {
  title: "A call in the history with content null",
  expect: {status: 200},
  if_refused: {
    breaks: ["OpenCode with AI SDK 2.0.70 and later, and openai-python, send null beside calls: the second turn fails, after the first tool"],
    remedy: ["the chat template must test `message.content is not none`: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE", "update the server's request model: `content` may be null"],
    seen: ["co-l/openfox#117", "vercel/ai#14613", "cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    assistant(call("call_n1"; "get_weather"; zurich)),
    returned("call_n1"; weather_text)
  ],
  tools: [get_weather]
});
