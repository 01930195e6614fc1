module {
  title: "JSON with response_format json_schema",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "clients that request a type (AI SDK, openai-python, LangChain) end with the error",
      measured: false
    }],
    remedy: ["structured-output-backend", "update-the-server"], seen: ["vllm-project/vllm#13260"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Describe the city of Zurich as JSON: its name, its country, and three sights. Answer "
          + "with the JSON alone.")
    ],
    response_format: {
      type: "json_schema",
      json_schema: {
        name: "city", strict: true,
        schema: {
          type: "object",
          properties: {
            name: {type: "string"}, country: {type: "string"},
            size: {type: "string", enum: ["small", "medium", "large"]},
            sights: {type: "array", items: {type: "string"}}
          },
          required: ["name", "country", "size", "sights"], additionalProperties: false
        }
      }
    }
  });
