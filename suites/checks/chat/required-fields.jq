module {
  requirement: "An answer has the fields that the API always sends: `id`, `object`, `created`, `model`, and of each choice `index` and the message's `role`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  breaks: [
    {program: "async-openai", version: "0.43.0", does: "refuses the answer where `model` is null", says: "invalid type: null, expected a string", shown: ["async-openai/stream:sse.model-null-or-renamed"]},
    {program: "openai-java", version: "4.101.0", does: "refuses the answer where `model` is null", says: "`model` is null", shown: ["openai-java/stream:sse.model-null-or-renamed"]},
    {program: "the AI SDK provider for OpenRouter", version: "2.9.0", does: "ends the turn where `model` is null", says: "Type validation failed", shown: ["aisdk-openrouter/stream:sse.model-null-or-renamed"]},
    {program: "async-openai and openai-java", does: "refuse an answer without `id` or `created`", measured: false},
    {program: "openai-python", version: "3.57.0", does: "its stream helper drops chunks without `object`, and reports no error", measured: false}
  ],
  remedy: ["fill-the-required-fields"],
  seen: ["openvinotoolkit/model_server#3553", "softwaremill/sttp-ai#338", "mudler/LocalAI#1103", "64bit/async-openai#408", "BoundaryML/baml#1778"],
  passes: [{response: {json: {id: "a", object: "chat.completion", created: 1, model: "m", choices: [{index: 0, message: {role: "assistant"}}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, json: {id: "a", object: "chat.completion.chunk", created: 0, model: "m", choices: [{index: 0, delta: {}}]}}], assembled: {choices: []}}}],
  fails: [{response: {json: {id: "", object: "chat.completion", created: 1, model: "m", choices: [{index: 0}]}, assembled: {choices: []}}},
    {response: {json: {id: "a", created: 1, model: "m", choices: [{index: 0, message: {role: "assistant"}}]}, assembled: {choices: []}}},
    {response: {json: {id: "a", object: "chat.completion", created: 1, model: "m", choices: [{message: {}}]}, assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {id: "a", choices: [{delta: {}}]}}], assembled: {choices: []}}}]
};

include "lib/transcript";

# Every answer, or chunk of one, with the names of what it lacks; what a choice says is judged elsewhere.
def lacking: [ (("id", "object", "model") as $name | select(.[$name] == null or .[$name] == "") | $name),
    (select(.created == null) | "created"),
    (.choices | arrays | .[] | objects
      | (select(.index == null) | "choices[].index"), (.message | objects | select(.role == null) | "choices[].message.role")) ]
  | unique;

# What has no choice, as the chunk that Azure sends of its content filter, is of another kind.
def judged: if .response.events then chunks else {json: .response.json} end
  | select(.json | type == "object" and (.choices | type) == "array" and .choices != []);

def applies: when(answered, if .response.assembled.error then "the answer is an error" else true end,
  if [judged] == [] then "there is no choice" else true end);
def check: [judged | . + {lacks: (.json | lacking)}] | length as $all | map(select(.lacks != []))
  | expect(. == []; length as $count | (map(.lacks) | add | unique) as $lacks | .[0]
      | finding(($lacks | map("`\(.)`") | join(", ")) + " \(if ($lacks | length) == 1 then "is" else "are" end) missing or empty"
            + (if $all > 1 then ", in \($count) of \($all) chunks" else "" end);
          if .number then place else "the body" end; .json | excerpt)
        # The other harms are of a missing `id`, `created` or `model`.
        + (if $lacks == ["object"] then {breaks: [{program: "openai-python", version: "3.57.0", does: "its stream helper drops chunks without `object`, and reports no error", measured: false}]} else {} end));
