module {
  title: "Content as lists of parts",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      program: "Kilo, pi, Qwen Code, smolagents and strands",
      does: "send user messages as lists of parts, so the first turn fails", measured: false
    }],
    remedy: ["join-the-parts"], seen: ["cubist38/mlx-openai-server#205"]
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
