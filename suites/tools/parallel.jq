module {
  title: "Two calls in one answer",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["get_weather", "get_time"], arguments: {location: "zurich|zürich"}}
};

include "lib/requests";

# The second function has no parameters: parsers often fail after a call without arguments.
def request:
  chat({
    messages: [
      user(
        "Call the get_weather tool for Zurich and the get_time tool, both at once, in one answer.")
    ],
    tools: [
      tool("get_time"; "Get the current time."; {type: "object", properties: {}}), get_weather
    ],
    parallel_tool_calls: true
  });
