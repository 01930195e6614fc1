module {
  title: "max_completion_tokens, the newer name of max_tokens",
  kind: "model",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      program: "pi", version: "0.73.1",
      does: "uses this name for its limit, so its first request is refused", measured: false
    }],
    remedy: ["translate-max-completion-tokens", "update-the-server"],
    seen: ["abetlen/llama-cpp-python#1907", "nextcloud/integration_openai#426"]
  }
};

include "lib/requests";

# The finish reason is evaluated in the case with the older name.
def request:
  chat({messages: [user("Count from 1 to 100, separated by commas.")], max_completion_tokens: 8})
  | del(.body.max_tokens);
