module {
  title: "An empty list of tools",
  kind: "model",
  expect: {calls: []}
};

include "lib/requests";

# OpenAI refuses this, which is fine; to make up a tool is not.
def request: chat({messages: [user("What is the current weather in Zurich?")], tools: []});
