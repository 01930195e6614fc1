module {
  title: "A stream that cannot begin",
  part: "provokes",
  modes: ["stream"],
  expect: {refusal: "may"},
  if_refused: {
    breaks: ["an error within a stream of status 200: agents take it for an empty answer, or wait for its end"],
    remedy: ["let the server check a request before it opens the stream"],
    seen: ["BerriAI/litellm#25492", "vllm-project/vllm#23567"]
  }
};

include "lib/requests";

def request: provoking(chat({messages: [user("Say hello.")], n: 0, temperature: 99, top_p: 7}) + {idle_s: 5});
