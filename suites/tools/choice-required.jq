module {
  title: "tool_choice: required",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["agents that must have a call (Cline's act mode, LangChain's structured output) get none"],
    remedy: ["update the server, or serve the model with one that can constrain its tokens"],
    seen: ["Blaizzy/mlx-vlm#1070"]
  }
};

include "lib/requests";

# Nothing in the words asks for a call: only the server can see to it.
def request: chat({messages: [user("Hello! How are you today?")], tools: [get_weather], tool_choice: "required"});
