module {
  title: "The same request with tools, twelve times",
  kind: "model",
  trials: 12,
  expect: {status: 200, calls: ["get_weather"]}
};

include "lib/requests";

# The request does not depend on the trial: if it is answered once, it must not be rejected the next
# time.
def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather]
});
