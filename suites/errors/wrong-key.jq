module {
  title: "A wrong key",
  part: "provokes",
  expect: {denied: true}
};

include "lib/requests";

def request:
  if .target.keyed | not then unneeded("no key is configured, so no wrong key can be tested")
  else
    .nonce as $nonce
    | provoking(
        chat({messages: [user("Say hello.")]})
          + {authorized: false, headers: {Authorization: "Bearer sk-wrong-\($nonce)"}})
  end;
