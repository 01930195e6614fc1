module {
  title: "A function name with a dot",
  kind: "model",
  expect: {refusal: "may"}
};

include "lib/requests";

# The API does not allow a dot, so the request may be rejected; if it is not, the call must have the
# name unchanged.
def request:
  chat({
    messages: [
      user("What is the current weather in Zurich? Call the weather.get_current tool to find out.")
    ],
    tools: [get_weather | .function.name = "weather.get_current"]
  });
