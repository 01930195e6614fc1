module {
  title: "Log probabilities",
  kind: "model",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")], logprobs: true, top_logprobs: 2});
