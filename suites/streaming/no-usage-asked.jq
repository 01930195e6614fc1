module {
  title: "A stream without `include_usage`",
  modes: ["stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")]}) | without_usage;
