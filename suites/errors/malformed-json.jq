module {
  title: "A body that is not JSON",
  part: "provokes",
  expect: {refusal: "must"}
};

include "lib/requests";

def request: provoking(chat({messages: [user("Say hello.")]})
  | {method, path, headers: {"Content-Type": "application/json"}, text: (.body | tojson | .[:-2])});
