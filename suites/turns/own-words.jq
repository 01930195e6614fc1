module {
  title: "A question about an answer of the assistant",
  modes: ["stream"],
  kind: "model",
  expect: {status: 200, kept: {words: ["medlar"], part: "assistant"}}
};

include "lib/requests";

def request: mark as $mark | chat({
  messages: [
    user("\($mark) Choose a code word for today, and write a few sentences about boats."),
    {role: "assistant", content: "\(code_word("medlar")) \(filler(46))"},
    ask_for_code_word
  ]
});
