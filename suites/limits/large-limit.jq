module {
  title: "max_tokens beyond any context window",
  kind: "model",
  expect: {clamps: true}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")], max_tokens: 1000000});
