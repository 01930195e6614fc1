module {
  title: "An empty list of tools",
  kind: "model",
  expect: {calls: []}
};

include "lib/requests";

# OpenAI rejects this, which is fine; an invented tool call is not.
def request: chat({messages: [user("What is the current weather in Zurich?")], tools: []});
