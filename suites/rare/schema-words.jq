module {
  title: "Uncommon keywords of JSON Schema, each in a separate tool",
  kind: "model",
  steps: 8,
  expect: [
    {options: {
      not: "simplify-schema", minItems: "simplify-schema", pattern: "simplify-schema",
      "$schema": "simplify-schema", additionalProperties: "simplify-schema",
      "$ref": "simplify-schema", format: "simplify-schema"
    }},
    {options: {not: "simplify-schema"}},
    {options: {minItems: "simplify-schema"}},
    {options: {pattern: "simplify-schema"}},
    {options: {"$schema": "simplify-schema"}},
    {options: {additionalProperties: "simplify-schema"}},
    {options: {"$ref": "simplify-schema"}},
    {options: {format: "simplify-schema"}}
  ]
};

include "lib/requests";
include "lib/options";

def with($name; $properties):
  tool("with_\($name)"; "Do nothing."; {type: "object", properties: $properties});

def request:
  tried([
    with("not"; {value: {not: {}}, other: {type: "string", not: {enum: ["*"]}}}),
    with("count"; {values: {type: "array", items: {type: "string"}, minItems: 1, maxItems: 50}}),
    with("pattern"; {value: {type: "string", pattern: "[0-9]{4}"}}),
    ( with("dialect"; {value: {type: "string"}})
      | .function.parameters["$schema"] = "http://json-schema.org/draft-07/schema#" ),
    with("open"; {value: {type: "object", additionalProperties: {}}}),
    ( with("reference"; {value: {"$ref": "#/$defs/value"}})
      | .function.parameters["$defs"] = {value: {type: "string"}} ),
    with("format";
      {value: {type: "string", format: "date-time"}, address: {type: "string", format: "uri"}})
  ]) as $tools
  | chat({messages: [user("Say hello, and call no tool.")], tools: $tools});
