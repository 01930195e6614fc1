module {
  title: "Nested arguments in arrays, with $ref, const and oneOf",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["plan_trip"]},
  if_refused: {
    breaks: [{
      does: "MCP tools have such schemas: if one is refused, all tools of the agent are too",
      measured: false
    }],
    remedy: ["simplify-the-schemas", "read-the-server-log"],
    seen: ["codefuturist/email-mcp#58", "containers/kubernetes-mcp-server#758"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Call the plan_trip tool for one stop in Zurich with 2 nights, for 2 travellers, by train "
          + "in first class, with the note \"window seats\".")
    ],
    tools: [
      tool("plan_trip";
        "Plan a trip.";
        {
          "$defs": {
            stop: {
              type: "object",
              properties: {
                city: {type: "string"}, nights: {type: "integer", minimum: 1, maximum: 30}
              },
              required: ["city", "nights"], additionalProperties: false
            },
            party: {
              type: "object", properties: {travellers: {type: "integer", minimum: 1}},
              required: ["travellers"]
            }
          },
          type: "object",
          properties: {
            version: {const: 1},
            stops: {type: "array", items: {"$ref": "#/$defs/stop"}, minItems: 1},
            travel: {
              oneOf: [
                {
                  type: "object",
                  properties: {
                    by: {const: "train"}, class: {type: "string", enum: ["first", "second"]}
                  },
                  required: ["by", "class"], additionalProperties: false
                },
                {
                  type: "object", properties: {by: {const: "car"}, seats: {type: "integer"}},
                  required: ["by", "seats"], additionalProperties: false
                }
              ]
            },
            party: {"$ref": "#/$defs/party"},
            notes: {type: "array", items: {type: "string"}, maxItems: 3}
          },
          required: ["version", "stops", "travel", "party", "notes"], additionalProperties: false
        })
    ]
  });
