module {
  title: "tool_choice: one function by its name",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["structured output by way of a tool (LangChain, Continue) fails"],
    remedy: ["llama.cpp: update past #26849; elsewhere, update, or let the client use response_format"],
    seen: ["ggml-org/llama.cpp#26849", "Blaizzy/mlx-vlm#1070"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("What is the current weather in Zurich?")],
  tools: [get_weather, tool("take_note"; "Keep a note for later."; {
    type: "object", properties: {text: {type: "string", description: "What to keep"}}, required: ["text"]})],
  tool_choice: {type: "function", function: {name: "take_note"}}
});
