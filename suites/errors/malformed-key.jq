module {
  title: "An Authorization header without `Bearer`",
  expect: {denied: true}
};

include "lib/requests";

# A client sends this if it is configured with a header Authorization instead of a key.
def request:
  if .target.keyed | not then unneeded("no key is configured, so no wrong key can be tested")
  else
    .nonce as $nonce
    | chat({messages: [user("Say hello.")]})
        + {authorized: false, headers: {Authorization: "sk-wrong-\($nonce)"}}
  end;
