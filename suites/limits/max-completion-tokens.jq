module {
  title: "The newer name of max_tokens",
  kind: "model",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["clients that send the newer name (openai-python, Codex, AI SDK for reasoning models) are refused at the first request"],
    remedy: ["update the server", "let the gateway translate `max_completion_tokens` to `max_tokens`"],
    seen: ["abetlen/llama-cpp-python#1907", "nextcloud/integration_openai#426"]
  }
};

include "lib/requests";

# What finishes it is judged where the limit has its older name.
def request: chat({messages: [user("Count from 1 to 100, separated by commas.")], max_completion_tokens: 8}) | del(.body.max_tokens);
