module {
  title: "A call in the history with empty content",
  expect: {status: 200},
  if_refused: {
    breaks: [
      {
        program: "OpenCode", version: "1.18.33",
        does: "sends `\"\"` in messages with calls, so every request after the first tool fails",
        measured: false
      },
      {does: "so do Continue, LangChain.js, agno and `runTools` of openai-node", measured: false}
    ],
    remedy: ["content-may-be-missing", "chat-template"],
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
