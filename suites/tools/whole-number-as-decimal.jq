module {
  title: "A whole number that is written as 230.0",
  kind: "model",
  expect: {status: 200, calls: ["set_speed"]},
  if_refused: {
    breaks: [{
      does: "the turn is lost if the model writes a whole number as a decimal", measured: false
    }],
    remedy: ["keep-calls-that-misfit"], seen: ["ml-explore/mlx-lm#1627"]
  }
};

include "lib/requests";

# A model that copies the number writes a decimal for an integer, which JSON Schema accepts as an
# integer.
def request:
  chat({
    messages: [user("Call the set_speed tool with the rpm 230.0 and the fan \"left\".")],
    tools: [
      tool("set_speed";
        "Set the speed of a fan.";
        {
          type: "object", properties: {rpm: {type: "integer"}, fan: {type: "string"}},
          required: ["rpm", "fan"]
        })
    ]
  });
