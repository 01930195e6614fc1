module {
  title: "A role that is none",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: provoking(chat({messages: [{role: "wizard", content: "Say hello."}]}));
