module {
  title: "Messages that are a text",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: chat({messages: "Say hello."});
