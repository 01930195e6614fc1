module {
  title: "Stop strings",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      program: "smolagents", version: "1.26.0",
      does: "ends a step with stop strings, so its first request is refused", measured: false
    }],
    remedy: ["accept-stop-strings", "update-the-server"]
  }
};

include "lib/requests";

def request:
  chat({messages: [user("Count from 1 to 20, separated by commas.")], stop: ["7", "\n\n\n"]});
