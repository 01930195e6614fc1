module {
  title: "No API key",
  part: "provokes",
  modes: ["stream"],
  expect: {denied: true}
};

include "lib/requests";

def request:
  if .target.keyed | not then unneeded("no key is configured, so no missing key can be tested")
  else provoking(chat({messages: [user("Say hello.")]}) + {authorized: false}) end;
