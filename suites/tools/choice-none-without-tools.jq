module {
  title: "tool_choice: none, without tools",
  kind: "model",
  expect: {accepted: true, calls: []},
  if_refused: {
    breaks: [{
      does: "clients that always send `tool_choice` (Semantic Kernel and others) cannot chat",
      measured: false
    }],
    remedy: ["ignore-choice-without-tools"],
    seen: ["vllm-project/vllm#10000", "vllm-project/vllm#9426"]
  }
};

include "lib/requests";

def request: chat({messages: [user("Reply with the single word \"OK\".")], tool_choice: "none"});
