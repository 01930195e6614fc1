module {
  title: "An empty answer in the history",
  expect: {status: 200},
  if_refused: {
    breaks: ["sessions in which a turn was stopped before its first word cannot go on"],
    remedy: ["Mistral models on vLLM: --tokenizer-mode mistral, or a newer version", "let the client leave empty turns out"],
    seen: ["vllm-project/vllm#21089", "abdulmominsakib/localmind#11"]
  }
};

include "lib/requests";

def request: chat({messages: [user("Hello!"), {role: "assistant", content: ""}, user("Say hello.")]});
