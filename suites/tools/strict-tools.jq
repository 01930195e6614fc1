module {
  title: "A function with `strict: true`",
  kind: "model",
  expect: {accepted: true, calls: ["get_weather"], arguments: {location: "zurich|zürich"}},
  if_refused: {
    breaks: ["clients that ask for strict arguments (OpenAI's SDK helpers, Codex) get no answer"],
    remedy: ["update the server, or let the client leave `strict` out"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("What is the current weather in Zurich, in celsius? Call the get_weather tool to find out.")],
  tools: [get_weather
    | .function.strict = true | .function.parameters.additionalProperties = false
    | .function.parameters.required = ["location", "unit"]]
});
