module {
  title: "Two consecutive user messages",
  modes: ["stream"],
  kind: "model",
  expect: {status: 200, kept: {words: ["walnut"], part: "users"}},
  if_refused: {
    breaks: [{
      does: "group chats (AutoGen), and clients that add the workspace as a user message, fail",
      measured: false
    }],
    remedy: ["relax-the-role-order"],
    seen: [
      "microsoft/autogen#3597", "microsoft/autogen#1037", "idiap/sdialog#122", "dnakov/anon-kode#60"
    ]
  }
};

include "lib/requests";

# The first message is most of the request.
def request:
  mark as $mark
  | chat({messages: [user("\($mark) \(code_word("walnut")) \(filler(46))"), ask_for_code_word]});
