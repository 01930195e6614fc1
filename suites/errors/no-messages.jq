module {
  title: "No messages",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: chat({}) | del(.body.messages);
