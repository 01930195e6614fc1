module {
  title: "An empty list of messages",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: chat({messages: []});
