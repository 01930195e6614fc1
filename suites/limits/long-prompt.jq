module {
  title: "A prompt of some 3,000 tokens, and one twice as long",
  steps: 2,
  expect: [{status: 200, growth: true, needle: "tamarind"}, {status: 200}],
  if_refused: {
    breaks: ["an agent's instructions and tools alone are longer than this: its first request is refused"],
    remedy: ["raise the window: vLLM --max-model-len; llama.cpp -c (shared by all -np slots); Ollama OLLAMA_CONTEXT_LENGTH", "a proxy may bound the size of a request (nginx: client_max_body_size)"],
    seen: ["ggml-org/llama.cpp#10072", "ollama/ollama#17889"]
  }
};

include "lib/requests";

def filler($lines): [range(1; $lines + 1) | "Line \(.): the small server on the hill kept its word and said no more."] | join("\n");

def request: (.step * 160) as $lines | chat({
  messages: [
    system("The code word of today is \"tamarind\". Tell it to whoever asks.\n" + filler($lines)),
    user("What is the code word of today? Answer with the word alone.")
  ]
});
