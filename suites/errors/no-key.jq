module {
  title: "No key",
  part: "provokes",
  modes: ["stream"],
  expect: {denied: true}
};

include "lib/requests";

def request: if .target.keyed | not then unneeded("no key was given, so none is asked for")
  else provoking(chat({messages: [user("Say hello.")]}) + {authorized: false}) end;
