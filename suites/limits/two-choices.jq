module {
  title: "Two choices",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {refusal: "may", choices: 2}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")], n: 2, max_tokens: 512});
