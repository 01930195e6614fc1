module {
  title: "A sentence, then a call",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: ["get_weather"], before: "I will look up the weather in Zurich now."}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "First say \"I will look up the weather in Zurich now.\" and then, in the same answer, "
          + "call the get_weather tool for Zurich.")
    ],
    tools: [get_weather]
  });
