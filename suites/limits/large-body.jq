module {
  title: "A request of more than a megabyte",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: ["sessions with long files, logs or images are refused in the middle of the work, by the proxy, not by the model"],
    remedy: ["raise the proxy's limit: nginx client_max_body_size 64m (its usual is 1m); Traefik: buffering.maxRequestBodyBytes; uvicorn and FastAPI have none of their own"]
  }
};

include "lib/requests";

# White space that JSON allows, so that the model has no more to read.
def request: chat({messages: [user("Say hello.")]})
  | (.body | tojson) as $json
  | {method, path, headers: {"Content-Type": "application/json"}, text: ("{" + ([range(0; 4800) | "                                                                                                                                                                                                                                                          "] | join("")) + $json[1:])};
