module {
  title: "A result that only the tool can know",
  modes: ["stream"],
  expect: {status: 200, calls: [], mentions: ["tamarind"]},
  if_refused: {
    breaks: ["the first tool is called, and the request with its result is refused: agents stop after one step"],
    remedy: ["the chat template must know role `tool`: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE"],
    seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"]
  }
};

include "lib/requests";

def get_code_word: tool("get_code_word"; "Get the code word of today."; {type: "object", properties: {}});

def request: chat({
  messages: [
    user("What is the code word of today? Call the get_code_word tool, then tell me the word."),
    assistant(call("call_c1"; "get_code_word"; {})),
    returned("call_c1"; "{\"code_word\": \"tamarind\"}")
  ],
  tools: [get_code_word]
});
