module {
  title: "JSON-valid arguments",
  step: "3 of 4",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: ["get_weather"], arguments: {location: "zurich|zürich"}}
};

include "lib/requests";

# The same call; the schema does not describe its properties.
def request: chat({
  messages: [user("What is the current weather in Zurich? Call the get_weather tool to find out.")],
  tools: [get_weather_undescribed],
  tool_choice: "auto"
});
