module {
  requirement: "With a `response_format` of JSON, the content is JSON, and agrees with the schema that was given.",
  reference: "https://platform.openai.com/docs/guides/structured-outputs",
  level: "must",
  concerns: "protocol",
  breaks: ["structured output is none: clients parse the content, and throw"],
  remedy: ["the grammar failed and the server went on without it: its log tells (llama.cpp: `failed to parse grammar`; #19349 makes it refuse instead)",
    "vLLM: compare without --reasoning-parser; update"],
  seen: ["ggml-org/llama.cpp#19051", "vllm-project/vllm#12692"],
  passes: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "{\"a\": 1}"}]}}},
    {request: {body: {response_format: {type: "json_schema", json_schema: {schema: {type: "object", required: ["a"]}}}}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "{\"a\": 1}"}]}}}],
  fails: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Sure! Here it is."}]}}},
    {request: {body: {response_format: {type: "json_schema", json_schema: {schema: {type: "object", required: ["a"]}}}}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "{}"}]}}}]
};

include "lib/transcript";
include "lib/schema";

def wanted: asked.response_format | objects | if .type == "json_object" then {type: "object"}
  elif .type == "json_schema" then (.json_schema | objects | .schema) // {} else empty end;
def judged: choices[] | select(.finish_reason == "stop" and (.content | named));

def applies: when(answered, if [wanted] == [] then "no format was asked for" else true end, if [judged] == [] then "no text has been finished" else true end,
  if any(judged; .content | test("^\\s*" + opens_thought; "i") or stray_close("") != null) then "a thought stands in the text" else true end);
def check: [wanted][0] as $schema
  | every(judged | .content as $text | (try {value: ($text | fromjson)} catch {}) as $read
          | {index, content, flaw: (if $read | has("value") | not then "is no JSON" else [$read.value | violations($schema) | "\(if .path == "" then "" else "`\(.path | ltrimstr("."))` " end)\(.rule)"][0] end)};
      .flaw == null; finding("the content of choice \(.index) \(.flaw)"; "choice \(.index)"; .content | excerpt));
