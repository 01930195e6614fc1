module {
  title: "JSON that fits a schema",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["clients that want a type back (AI SDK generateObject, openai-python `parse`, LangChain with_structured_output) are refused"],
    remedy: ["update the server", "vLLM: the guided decoding backend must be installed; llama.cpp: the schema is turned into a grammar, which the log tells of"],
    seen: ["vllm-project/vllm#13260"]
  }
};

include "lib/requests";

def request: chat({
  messages: [user("Describe the city of Zurich as JSON: its name, its country, and three sights. Answer with the JSON alone.")],
  response_format: {
    type: "json_schema",
    json_schema: {
      name: "city",
      strict: true,
      schema: {
        type: "object",
        properties: {
          name: {type: "string"},
          country: {type: "string"},
          size: {type: "string", enum: ["small", "medium", "large"]},
          sights: {type: "array", items: {type: "string"}}
        },
        required: ["name", "country", "size", "sights"],
        additionalProperties: false
      }
    }
  }
});
