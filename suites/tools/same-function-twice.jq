module {
  title: "Two calls of the same function in one answer",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["get_weather", "get_weather"]}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Call the get_weather tool for Zurich and once more for Geneva, both at once, in one "
          + "answer.")
    ],
    tools: [get_weather], parallel_tool_calls: true
  });
