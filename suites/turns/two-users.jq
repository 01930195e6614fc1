module {
  title: "Two user messages in a row",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["Cline and others add the state of the workspace as a second user message; AutoGen and group chats do the like: the turn fails"],
    remedy: ["a chat template without `Conversation roles must alternate`: vLLM --chat-template FILE; llama.cpp --jinja --chat-template-file FILE", "or let the gateway merge neighbours"],
    seen: ["microsoft/autogen#3597", "microsoft/autogen#1037", "idiap/sdialog#122", "dnakov/anon-kode#60"]
  }
};

include "lib/requests";

def request: chat({messages: [user("Here is the state of my desk: tidy."), user("Say hello.")]});
