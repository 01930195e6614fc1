module {
  title: "A conversation that ends with the assistant",
  expect: {no_server_error: true},
  if_refused: {
    breaks: [{
      does: "a session that was stopped in the middle of an answer cannot resume", measured: false
    }],
    remedy: ["refuse-a-last-assistant"], seen: ["mistralai/mistral-vibe#114"]
  }
};

include "lib/requests";

# Some servers continue the last message, some answer it, some reject it: all three are acceptable.
def request:
  chat({
    messages: [
      user("Name a river in Europe."), {role: "assistant", content: "A river in Europe is the"}
    ]
  });
