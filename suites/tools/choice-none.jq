module {
  title: "tool_choice: none, with tools",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# Agents do this to get a summary: the tools are still offered, and would be useful.
def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather], tool_choice: "none"
});
