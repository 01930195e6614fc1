module {
  title: "A seed with temperature 0",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "test suites and evaluation harnesses send a seed with every request", measured: false
    }],
    remedy: ["ignore-the-seed"], seen: ["ollama/ollama#5044"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [user("Say hello.")], seed: 7, temperature: 0, top_p: 1, frequency_penalty: 0,
    presence_penalty: 0, user: "someone"
  });
