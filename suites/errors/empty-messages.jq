module {
  title: "An empty list of messages",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: provoking(chat({messages: []}));
