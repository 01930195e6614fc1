module {
  title: "Single tool call",
  step: "2 of 4",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: ["get_weather"]}
};

include "lib/requests";

def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather],
  tool_choice: "auto"
});
