module {
  title: "Two calls requested with parallel_tool_calls: false",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200}
};

include "lib/requests";

def request: chat({
  messages: [user("Call the get_weather tool for Zurich and the get_time tool, both at once.")],
  tools: [tool("get_time"; "Get the current time."; {type: "object", properties: {}}), get_weather],
  parallel_tool_calls: false
});
