module {
  title: "tool_choice with the name of a function",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "LangChain's structured output by `method=\"function_calling\"` is refused",
      measured: false
    }],
    remedy: ["enforce-tool-choice"], seen: ["ggml-org/llama.cpp#26849", "Blaizzy/mlx-vlm#1070"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [user("What is the current weather in Zurich?")],
    tools: [
      get_weather,
      tool("take_note";
        "Keep a note for later.";
        {
          type: "object", properties: {text: {type: "string", description: "What to keep"}},
          required: ["text"]
        })
    ],
    tool_choice: {type: "function", function: {name: "take_note"}}
  });
