module {
  title: "A role that is none",
  expect: {refusal: "may"}
};

include "lib/requests";

def request: chat({messages: [{role: "wizard", content: "Say hello."}]});
