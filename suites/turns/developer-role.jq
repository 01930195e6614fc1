module {
  title: "Instructions under the role developer",
  expect: {status: 200},
  if_refused: {
    breaks: [{program: "pi", version: "0.73.1", does: "sends its instructions under this role to models that reason, so no request is answered", measured: false}],
    remedy: ["developer-is-system"]
  }
};

include "lib/requests";

def request: chat({messages: [{role: "developer", content: "You are brief."}, user("Say hello.")]});
