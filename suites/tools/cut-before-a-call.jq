module {
  title: "An answer cut by max_tokens before a call",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, finish_reason: "length"}
};

include "lib/requests";

def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather], max_tokens: 1
});
