module {
  title: "Texts as lists of parts",
  expect: {status: 200},
  if_refused: {
    breaks: ["Cline, Roo, LangChain and the AI SDK send user messages and results as parts: the first turn fails"],
    remedy: ["vLLM: --chat-template-content-format openai or string, as the template needs", "let the gateway join the parts of a text"],
    seen: ["cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";

def parts(text): [{type: "text", text: text}];

def request: chat({
  messages: [
    {role: "system", content: parts("You are brief.")},
    {role: "user", content: (parts("What is the weather") + parts("in Zurich?"))},
    assistant(call("call_p1"; "get_weather"; zurich)),
    {role: "tool", tool_call_id: "call_p1", content: parts(weather_text)}
  ],
  tools: [get_weather]
});
