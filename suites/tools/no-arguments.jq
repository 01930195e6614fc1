module {
  title: "A function without parameters",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: ["get_time"]}
};

include "lib/requests";

def request: chat({
  messages: [user("What time is it? Call the get_time tool to find out.")],
  tools: [tool("get_time"; "Get the current time."; {type: "object", properties: {}}), get_weather]
});
