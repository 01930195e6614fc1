module {
  title: "Stop strings that are frequent in reasoning",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: [], finish_reason: "stop"}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Repeat this sentence, and say nothing else: \"Boats cross a lake from north to south, "
          + "and the last one comes back at noon.\"")
    ],
    stop: [" the ", " user "]
  });
