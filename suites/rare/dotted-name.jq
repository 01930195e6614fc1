module {
  title: "A name with a dot in it",
  kind: "model",
  expect: {refusal: "may"}
};

include "lib/requests";

# The API allows none, so that it may be refused; if it is not, the call has to name the function as it is.
def request: chat({
  messages: [user("What is the current weather in Zurich? Call the weather.get_current tool to find out.")],
  tools: [get_weather | .function.name = "weather.get_current"]
});
