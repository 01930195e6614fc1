module {
  title: "System messages after the first",
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "agents that add instructions on the way, after shortening a conversation or from a hook, cannot go on: every further request is refused", measured: false}],
    remedy: ["relax-the-role-order"],
    seen: ["ggml-org/llama.cpp#27367", "QwenLM/Qwen3.8#244", "lmstudio-ai/lmstudio-bug-tracker#2298", "vllm-project/vllm#46976", "moltis-org/moltis#317"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    system("You are brief."),
    system("You speak English."),
    user("Hello!"),
    {role: "assistant", content: "Hello."},
    system("The conversation so far was shortened."),
    user("Say hello once more.")
  ]
});
