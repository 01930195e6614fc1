module {
  title: "tool_choice: required",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      program: "smolagents", version: "1.26.0",
      does: "sends `required` with every request, so no request is answered", measured: false
    }],
    remedy: ["enforce-tool-choice"], seen: ["Blaizzy/mlx-vlm#1070"]
  }
};

include "lib/requests";

# The prompt does not ask for a call: only the server can enforce it.
def request:
  chat({
    messages: [user("Hello! How are you today?")], tools: [get_weather], tool_choice: "required"
  });
