module {
  title: "A request of more than a megabyte",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "sessions with long files, logs or images are refused in the middle of the work, by the proxy, not by the model", measured: false}],
    remedy: ["proxy-body-limit"]
  }
};

include "lib/requests";

# White space that JSON allows, so that the model has no more to read.
def request: chat({messages: [user("Say hello.")]})
  | (.body | tojson) as $json
  | {method, path, headers: {"Content-Type": "application/json"}, text: ("{" + ([range(0; 4800) | "                                                                                                                                                                                                                                                          "] | join("")) + $json[1:])};
