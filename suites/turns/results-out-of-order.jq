module {
  title: "Two results in the other order",
  expect: {status: 200},
  if_refused: {
    breaks: ["agents that run tools side by side send the results as they come: the turn fails at random"],
    remedy: ["the server must match results by `tool_call_id`, not by their place", "the chat template: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE"]
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
