module {
  title: "System messages after the first message",
  kind: "model",
  expect: {status: 200, kept: {words: ["quince", "sorrel"], part: "systems"}},
  if_refused: {
    breaks: [{
      does: "agents that add instructions (after compaction, from a hook) cannot continue",
      measured: false
    }],
    remedy: ["relax-the-role-order"],
    seen: [
      "ggml-org/llama.cpp#27367", "QwenLM/Qwen3.8#244", "lmstudio-ai/lmstudio-bug-tracker#2298",
      "vllm-project/vllm#46976", "moltis-org/moltis#317"
    ]
  }
};

include "lib/requests";

# Each of the later system messages is most of the request, so the token count shows if it is lost.
def request:
  mark as $mark
  | chat({
      messages: [
        system("\($mark) You are brief."),
        system(
          "\($mark) You speak English. The first code word of today is \"quince\": tell it to "
            + "whoever asks for it. \(filler(20))"),
        user("Hello!"), {role: "assistant", content: "Hello."},
        system(
          "The conversation so far was shortened. The second code word of today is \"sorrel\": "
            + "tell it to whoever asks for it. \(filler(20))"),
        user("What are the two code words of today? Answer with the two words alone.")
      ]
    });
