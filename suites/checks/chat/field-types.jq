module {
  requirement: "Every field that is present and not null has the type that the API defines.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  clause: "The chat completion object and the chat completion chunk object: types of all fields",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33", about: "usage",
      does: "ends the turn if token counts are strings",
      says: "Type validation failed", shown: ["opencode-serve/all:sse.usage-strings"]},
    {program: "13 of 35 clients", about: "usage",
      does: "reject the response if token counts are strings",
      shown: [
        "kilo-serve/all:sse.usage-strings", "cline:sse.usage-strings",
        "aisdk-3-latest/stream:sse.usage-strings", "openai-agents-js/stream:sse.usage-strings"
      ]},
    {program: "go-openai", version: "1.43.0", about: "another field",
      does: "rejects the response if a field has another type",
      says:
        "json: cannot unmarshal number into Go struct field ChatCompletionResponse.system_fingerprint of type string",
      shown: ["go-openai/plain:fp.number"]}
  ],
  remedy: ["write-the-types-of-the-api"],
  seen: ["vercel/ai#6041", "anomalyco/opencode#49139", "microsoft/foundry-local#144"],
  passes: [
    {response: {json: {id: "a", created: 1, model: null, x: [],
        choices: [{index: 0, message: {role: 7, content: []}}],
        usage: {total_tokens: 3, extra: "x"}},
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {json: {id: 7, created: "2026-11-21", choices: [], usage: {total_tokens: "3"}},
      assembled: {choices: []}}},
    {response: {json: {choices: [{index: "0", logprobs: [],
        message: {refusal: {}, tool_calls: {}}}]},
      assembled: {choices: []}}},
    {response: {events: [
        {number: 1, offset: 0, json: {model: 7, choices: []}},
        {number: 2, offset: 9, json: {model: 7, usage: []}}
      ],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# A field of an object as {path, value, want}, if it is present and of another type.
def field($path; $name; $want):
  objects
  | .[$name]
  | select(. != null and type != $want)
  | {path: "\($path)\($name)", value: ., want: $want};
def fields($path; $names; $want): field($path; $names[]; $want);

# Other checks judge content, reasoning, roles, finish reasons and the parts of a call.
def choice_fields:
  field("choices[]."; "index"; "number"),
  field("choices[]."; "logprobs"; "object"),
  ( (if has("delta") then "delta" else "message" end) as $name
    | "choices[].\($name)." as $path
    | .[$name]
    | objects
    | field($path; "refusal"; "string"),
      field($path; "tool_calls"; "array"),
      ( .tool_calls | arrays | .[]
        | select(type != "object")
        | {path: "\($path)tool_calls[]", value: ., want: "object"} ) );

def token_details:
  ("prompt_tokens_details", "completion_tokens_details") as $name
  | field("usage."; $name; "object"),
    ( .[$name] | objects | to_entries[]
      | select(.key | endswith("_tokens"))
      | select(.value != null and (.value | type) != "number")
      | {path: "usage.\($name).\(.key)", value, want: "number"} );

def mistyped:
  fields(""; ["id", "object", "model", "system_fingerprint", "service_tier"]; "string"),
  field(""; "created"; "number"),
  field(""; "usage"; "object"),
  ( .usage
    | objects
    | fields("usage."; ["prompt_tokens", "completion_tokens", "total_tokens"]; "number"),
      token_details ),
  (.choices | arrays | .[] | objects | choice_fields);

# The field as the response contains it, in JSON.
def written_as:
  (.path | split(".")[-1]) as $name
  | if $name | endswith("[]") then .value | tojson
    else "\($name | tojson): \(.value | tojson)" end;

def applies: answered;

def check:
  [ answer_parts as $part
    | $part.json
    | objects
    # More are not needed, and a list of a million takes hundreds of megabytes.
    | limit(10000; mistyped)
    | . + {place: ($part | if .number then place else null end), count: $part.count} ]
  | expect(. == [];
      group_by(.path)[]
      | events_counted as $count
      | .[0]
      | finding("`\(.path)` is of type \(.value | type), not \(.want): \(.value | shown)"
            + (if $count > 1 then " (\($count) times)" else "" end);
          .place // .path;
          written_as | excerpt)
        + {about: (if .path | startswith("usage") then "usage" else "another field" end)});
