module {
  title: "Any JSON object",
  kind: "model",
  expect: {status: 200},
  if_refused: {
    breaks: ["clients that want JSON back (AI SDK generateObject, LangChain, instructor) are refused"],
    remedy: ["update the server", "let the gateway drop `response_format` rather than refuse it, where the engine cannot honour it"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("Describe the city of Zurich as a JSON object with the keys name and country. Answer with the JSON alone.")],
  response_format: {type: "json_object"}
});
