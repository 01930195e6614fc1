module {
  title: "Instructions with role developer",
  expect: {status: 200, kept: {words: ["quince"], part: "developer"}},
  if_refused: {
    breaks: [{
      program: "pi", version: "0.73.1",
      does: "sends its instructions with this role to reasoning models, so no request is answered",
      measured: false
    }],
    remedy: ["developer-is-system"]
  }
};

include "lib/requests";

def request:
  mark as $mark
  | chat({
      messages: [
        {
          role: "developer", content: "\($mark) You are brief. \(code_word("quince")) \(filler(24))"
        },
        ask_for_code_word
      ]
    });
