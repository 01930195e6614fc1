module {
  title: "No messages",
  part: "provokes",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: provoking(chat({}) | del(.body.messages));
