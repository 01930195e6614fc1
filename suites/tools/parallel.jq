module {
  title: "Two calls at once",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["get_weather", "get_time"], arguments: {location: "zurich|zürich"}}
};

include "lib/requests";

# The second takes nothing: what follows a call without arguments is where parsers slip.
def request: chat({
  messages: [user("Call the get_weather tool for Zurich and the get_time tool, both at once, in one answer.")],
  tools: [tool("get_time"; "Get the current time."; {type: "object", properties: {}}), get_weather],
  parallel_tool_calls: true
});
