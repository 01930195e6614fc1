module {
  requirement:
    "A response has `id`, `object`, `created` and `model`; a choice has `index`, a message `role`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  clause: "The chat completion object: required fields",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "async-openai", version: "0.43.0", about: "model",
      does: "rejects the response if `model` is null",
      says: "invalid type: null, expected a string",
      shown: ["async-openai/stream:sse.model-null-or-renamed"]},
    {program: "openai-java", version: "4.101.0", about: "model",
      does: "rejects the response if `model` is null",
      shown: ["openai-java/stream:sse.model-null-or-renamed"]},
    {program: "the AI SDK provider for OpenRouter", version: "2.9.0", about: "model",
      does: "ends the turn if `model` is null", says: "Type validation failed",
      shown: ["aisdk-openrouter/stream:sse.model-null-or-renamed"]},
    {program: "async-openai and openai-java", about: "id or created",
      does: "reject a response without `id` or `created`", measured: false},
    {program: "openai-python", version: "3.57.0", about: "object",
      does: "its stream helper drops chunks without `object` and reports no error",
      measured: false},
    {program: "typed clients", about: "choice",
      does: "reject a choice without `index`, or a message without `role`", measured: false}
  ],
  remedy: ["fill-the-required-fields"],
  seen: [
    "openvinotoolkit/model_server#3553", "softwaremill/sttp-ai#338", "mudler/LocalAI#1103",
    "64bit/async-openai#408", "BoundaryML/baml#1778"
  ],
  passes: [
    {response: {json: {id: "a", object: "chat.completion", created: 1, model: "m",
        choices: [{index: 0, message: {role: "assistant"}}]},
      assembled: {choices: []}}},
    {response: {events: [{number: 1,
        json: {id: "a", object: "chat.completion.chunk", created: 0, model: "m",
          choices: [{index: 0, delta: {}}]}}],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {json: {id: "", object: "chat.completion", created: 1, model: "m",
        choices: [{index: 0}]},
      assembled: {choices: []}}},
    {response: {json: {id: "a", created: 1, model: "m",
        choices: [{index: 0, message: {role: "assistant"}}]},
      assembled: {choices: []}}},
    {response: {json: {id: "a", object: "chat.completion", created: 1, model: "m",
        choices: [{message: {}}]},
      assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {id: "a", choices: [{delta: {}}]}}],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# The names of the fields that a response or a chunk lacks. Other checks judge their values.
def lacking:
  [ (("id", "object", "model") as $name | select(.[$name] == null or .[$name] == "") | $name),
    (select(.created == null) | "created"),
    ( .choices | arrays | .[] | objects
      | (select(.index == null) | "choices[].index"),
        (.message | objects | select(.role == null) | "choices[].message.role") ) ]
  | unique;

# A chunk without choices, such as the preamble of Azure's content filter, is not judged.
def judged:
  answer_parts
  | select(.json | type == "object" and (.choices | type) == "array" and .choices != []);

# The effect depends on the missing field: the one with the most severe effect counts.
def effect_of($lacks):
  if any($lacks[]; . == "model") then "model"
  elif any($lacks[]; . == "id" or . == "created") then "id or created"
  elif any($lacks[]; . == "object") then "object"
  else "choice" end;

def applies: when(answered, no_error, unless([judged] == []; "there is no choice"));

def check:
  [judged | . + {lacks: (.json | lacking)}]
  | events_counted as $all
  | map(select(.lacks != []))
  | expect(. == [];
      events_counted as $count
      | (map(.lacks) | add | unique) as $lacks
      | .[0]
      | finding(($lacks | map("`\(.)`") | join(", "))
            + " \(if ($lacks | length) == 1 then "is" else "are" end) missing or empty"
            + (if $all > 1 then ", in \($count) of \($all) chunks" else "" end);
          if .number then place else "the body" end;
          .json | excerpt)
        + {about: effect_of($lacks)});
