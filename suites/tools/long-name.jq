module {
  title: "A function name of 64 characters, as in MCP",
  kind: "model",
  modes: ["stream"],
  expect: {
    accepted: true, calls: ["mcp__weather_station__get_current_weather_of_a_city_in_celsius__"]
  },
  if_refused: {
    breaks: [{
      does: "one long name of an MCP tool (`mcp__server__tool`) makes the server refuse all tools",
      measured: false
    }],
    remedy: ["allow-long-names"],
    seen: ["openai/codex#8174", "github/copilot-cli#1879", "chatboxai/chatbox#2400"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "What is the current weather in Zurich? Call the "
          + "mcp__weather_station__get_current_weather_of_a_city_in_celsius__ tool to find out.")
    ],
    tools: [
      get_weather
      | .function.name = "mcp__weather_station__get_current_weather_of_a_city_in_celsius__"
    ]
  });
