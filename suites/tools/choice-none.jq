module {
  title: "tool_choice: none, with tools",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# As agents do when they want a summary: the tools are still there, and would suit.
def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather], tool_choice: "none"
});
