module {
  title: "An unknown role",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: provoking(chat({messages: [{role: "wizard", content: "Say hello."}]}));
