module {
  title: "Instructions under the role developer",
  expect: {status: 200},
  if_refused: {
    breaks: ["OpenAI's SDKs and agents (Codex, AI SDK for reasoning models) write their instructions under this role: every request is refused"],
    remedy: ["let the server or the gateway read `developer` as `system`", "in the client: turn the role off (OpenCode: use @ai-sdk/openai-compatible; LangChain: SystemMessage)"]
  }
};

include "lib/requests";

def request: chat({messages: [{role: "developer", content: "You are brief."}, user("Say hello.")]});
