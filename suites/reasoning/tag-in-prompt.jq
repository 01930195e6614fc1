module {
  title: "A text about the tags of reasoning and calls",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: [], finish_reason: "stop"}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Call no tool. Repeat this sentence, and say nothing else: \"The tag </think> closes a "
          + "thought, and the tag <tool_call> opens a call of get_weather.\"")
    ],
    tools: [get_weather]
  });
