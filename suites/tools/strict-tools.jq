module {
  title: "A function with `strict: true`",
  kind: "model",
  expect: {accepted: true, calls: ["get_weather"], arguments: {location: "zurich|zürich"}},
  if_refused: {
    breaks: [{
      program: "OpenAI Agents SDK (Python and JavaScript) and pydantic-ai",
      does: "send `strict: true` with every tool, so no request is answered", measured: false
    }],
    remedy: ["accept-strict"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "What is the current weather in Zurich, in celsius? Call the get_weather tool to find out.")
    ],
    tools: [
      get_weather | .function.strict = true
      | .function.parameters.additionalProperties = false
      | .function.parameters.required = ["location", "unit"]
    ]
  });
