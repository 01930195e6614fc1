module {
  title: "Sixty tools with 80 KB of schemas, and patterns that grammars do not support",
  kind: "model",
  expect: {status: 200, calls: ["get_weather"]},
  if_refused: {
    breaks: [
      {
        program: "Cline 3.0.65 and Copilot CLI 1.0.102",
        does: "wait without output if the server hangs on eight or more optional parameters",
        shown: ["cline:tools.many-optional-params", "copilot:tools.many-optional-params"]
      },
      {
        program: "Codex", version: "0.171.0",
        does: "reconnects again and again if a schema crashes the engine",
        says: "stream disconnected before completion", shown: ["codex:tools.schema-crash"]
      },
      {
        does: "one unsupported MCP schema makes the server refuse all tools of the agent",
        measured: false
      }
    ],
    remedy: ["simplify-the-schemas", "read-the-server-log"],
    seen: [
      "codefuturist/email-mcp#58", "containers/kubernetes-mcp-server#758",
      "ggml-org/llama.cpp#25895", "ggml-org/llama.cpp#27619"
    ]
  }
};

include "lib/requests";

# The pattern of the library zod for e-mail addresses.
def email:
  "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]"
    + "@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$";

def field($number):
  {
      description: ("Field \($number) of a record. It may be left out; the service then keeps "
        + "the value that it has, and says so in its answer.")
    }
    + ( [
          {type: "string", maxLength: 200}, {type: "string", pattern: email},
          {type: "integer", minimum: 0, maximum: 65535},
          {type: "string", pattern: "[0-9]{4}-[0-9]{2}"},
          {type: "array", items: {type: "string"}, maxItems: 20}, {type: "boolean"}
        ][$number % 6] );

def service($number):
  tool("service_\($number)_update";
    "Update a record of service \($number). Only the fields that are given are changed.";
    {
      type: "object", additionalProperties: false, required: ["record_id"],
      properties: ( [
          {key: "record_id", value: {type: "string", description: "Which record"}},
          (range(6) | {key: "field_\(.)", value: field(.)})
        ]
        | from_entries )
    });

# No cache contains the text after the mark, so the token count of the prompt is complete.
def request:
  mark as $mark
  | chat({
      messages: [
        user(
          "\($mark) What is the current weather in Zurich? Call the get_weather tool to find out.")
      ],
      tools: ( [range(59) | service(.)] + [get_weather]
        | .[0].function.description |= "\($mark) \(.)" )
    });
