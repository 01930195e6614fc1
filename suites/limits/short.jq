module {
  title: "An answer cut by max_tokens",
  modes: ["plain", "stream"],
  expect: {status: 200, finish_reason: "length"}
};

include "lib/requests";

def request: chat({messages: [user("Count from 1 to 100, separated by commas.")], max_tokens: 5});
