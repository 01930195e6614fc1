module {
  title: "JSON with response_format json_object",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "clients that request JSON this way (AI SDK, instructor) end with the error",
      measured: false
    }],
    remedy: ["drop-response-format", "update-the-server"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Describe the city of Zurich as a JSON object with the keys name and country. Answer with "
          + "the JSON alone.")
    ],
    response_format: {type: "json_object"}
  });
