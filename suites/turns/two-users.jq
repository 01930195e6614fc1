module {
  title: "Two user messages in a row",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "group chats (AutoGen), and clients that add the state of the workspace as a second user message, are refused", measured: false}],
    remedy: ["relax-the-role-order"],
    seen: ["microsoft/autogen#3597", "microsoft/autogen#1037", "idiap/sdialog#122", "dnakov/anon-kode#60"]
  }
};

include "lib/requests";

def request: chat({messages: [user("Here is the state of my desk: tidy."), user("Say hello.")]});
