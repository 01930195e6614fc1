module {
  title: "Messages as a string",
  part: "provokes",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: provoking(chat({messages: "Say hello."}));
