module {
  title: "An answer that must fit a JSON Schema",
  expect: {status: 200, calls: [], finish_reason: "stop"},
  if_refused: {
    breaks: ["structured output fails: titles, plans and extractions that clients ask for as JSON"],
    remedy: ["update the server, or serve the model with one that can constrain its tokens"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("Tell me about the city of Zurich.")],
  response_format: {type: "json_schema", json_schema: {name: "city", strict: true, schema: {
    type: "object",
    properties: {
      city: {type: "string"},
      kind: {type: "string", enum: ["village", "town", "city"]},
      population: {type: "integer"}
    },
    required: ["city", "kind", "population"],
    additionalProperties: false
  }}}
});
