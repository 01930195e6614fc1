module {
  title: "An answer cut by max_tokens",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, finish_reason: "length"}
};

include "lib/requests";

def request: chat({messages: [user("Count from 1 to 100, separated by commas.")], max_tokens: 5});
