module {
  title: "A response format together with tools",
  kind: "model",
  steps: 6,
  expect: [
    {relation: "format"},
    {relation: "format"},
    {relation: "format"},
    {relation: "format"},
    {relation: "format"},
    {relation: "format"}
  ]
};

include "lib/relations";
import "four-step/tool-call" as base;

# An agent with a type for its final answer sends this with every request.
def request:
  related(base::request;
    .response_format = {
      type: "json_schema",
      json_schema: {
        name: "report", strict: true,
        schema: {
          type: "object", properties: {city: {type: "string"}, summary: {type: "string"}},
          required: ["city", "summary"], additionalProperties: false
        }
      }
    });
