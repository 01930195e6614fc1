module {
  title: "No key",
  modes: ["stream"],
  expect: {denied: true}
};

include "lib/requests";

def request: if .target.keyed | not then unneeded("no key was given, so none is asked for")
  else chat({messages: [user("Say hello.")]}) + {authorized: false} end;
