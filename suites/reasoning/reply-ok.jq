module {
  title: "A minimal answer",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: [], finish_reason: "stop"}
};

include "lib/requests";

def request: chat({messages: [user("Reply with the single word \"OK\".")]});
