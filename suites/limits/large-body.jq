module {
  title: "A request of more than a megabyte",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "a proxy, not the model, refuses sessions with long files, logs or images",
      measured: false
    }],
    remedy: ["proxy-body-limit"]
  }
};

include "lib/requests";

# White space between JSON tokens, so that the prompt is not longer.
def request:
  chat({messages: [user("Say hello.")]})
  | (.body | tojson) as $json
  | {
      method, path, headers: {"Content-Type": "application/json"},
      text: ("{" + " " * 1200000 + $json[1:])
    };
