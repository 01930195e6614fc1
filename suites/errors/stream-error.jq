module {
  title: "A streamed request with an error",
  part: "provokes",
  modes: ["stream"],
  expect: {refusal: "may"},
  if_refused: {
    breaks: [{
      does: "clients cannot distinguish an invalid request from a server failure; some retry it",
      measured: false
    }],
    remedy: ["check-before-the-stream"], seen: ["BerriAI/litellm#25492", "vllm-project/vllm#23567"]
  }
};

include "lib/requests";

def request:
  provoking(chat({messages: [user("Say hello.")], n: 0, temperature: 99, top_p: 7}) + {idle_s: 5});
