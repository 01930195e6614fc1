module {
  title: "Two results in the other order",
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "agents that run tools side by side send the results as they come: the turn fails at random", measured: false}],
    remedy: ["match-results-by-id", "chat-template"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("Compare the weather in Zurich and in Oslo."),
    assistant(call("call_oa"; "get_weather"; zurich), call("call_ob"; "get_weather"; {location: "Oslo"})),
    returned("call_ob"; "{\"temp_c\": 3, \"condition\": \"snow\"}"),
    returned("call_oa"; weather_text)
  ],
  tools: [get_weather]
});
