module {
  title: "The same call, streamed and non-streamed",
  modes: ["plain", "stream"],
  trials: 3,
  expect: {status: 200, calls: ["get_weather"], arguments: {location: "zurich|zürich"}}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "What is the current weather in Zurich, in celsius? Call the get_weather tool to find out.")
    ],
    tools: [get_weather], tool_choice: {type: "function", function: {name: "get_weather"}},
    temperature: 0, seed: 1
  });
