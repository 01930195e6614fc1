module {
  title: "Say hello",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")]});
