module {
  title: "A key without the word Bearer",
  expect: {denied: true}
};

include "lib/requests";

# What a client sends that was given the header Authorization in place of a key.
def request: if .target.keyed | not then unneeded("no key was given, so none can be wrong")
  else .nonce as $nonce
  | chat({messages: [user("Say hello.")]}) + {authorized: false, headers: {Authorization: "sk-wrong-\($nonce)"}} end;
