module {
  title: "Call ids of another server",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "sessions that change the server are refused: `Tool call id has to be defined`",
      measured: false
    }],
    remedy: ["accept-foreign-ids"], seen: ["langchain-ai/langchain#24668"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    assistant(call("call_abc123_xyz"; "get_weather"; zurich)),
    returned("call_abc123_xyz"; weather_text)
  ],
  tools: [get_weather]
});
