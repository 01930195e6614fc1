module {
  title: "A body that is not JSON",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: chat({messages: [user("Say hello.")]})
  | {method, path, headers: {"Content-Type": "application/json"}, text: (.body | tojson | .[:-2])};
