module {
  title: "Stop strings",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["agents that end a turn by a stop string (Aider, Continue, ReAct prompts) are refused"],
    remedy: ["update the server: `stop` is a text or a list of up to four"]
  }
};

include "lib/requests";

def request: chat({messages: [user("Count from 1 to 20, separated by commas.")], stop: ["7", "\n\n\n"]});
