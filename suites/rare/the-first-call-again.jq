module {
  title: "The call of the four steps, repeated at the end of the run",
  kind: "model",
  steps: 3,
  expect: [{status: 200, aged: true}, {status: 200, aged: true}, {status: 200, aged: true}]
};

include "lib/requests";

def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather],
  tool_choice: "auto"
});
