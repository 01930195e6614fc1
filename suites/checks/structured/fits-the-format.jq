module {
  requirement: "Where a response format is asked for, the content is JSON that fits it, and nothing else.",
  reference: "https://platform.openai.com/docs/guides/structured-outputs",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92", does: "refuses an answer without a required property", says: "No object generated: response did not match schema.",
     shown: ["aisdk-2.0.41/json:tools.json-extra-property", "aisdk-3-latest/json:tools.json-extra-property"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92", does: "refuses an answer that is not JSON", says: "No object generated: could not parse the response.",
     shown: ["aisdk-2.0.41/json:reason.think-in-content", "aisdk-3-latest/json:reason.think-in-content"]},
    {program: "openai-python 3.57.0 and LangChain 1.7.4", does: "stop with an error", says: "1 validation error for Person",
     shown: ["openai-python/json:tools.json-extra-property", "langchain/json:tools.json-extra-property"]},
    {program: "pydantic-ai", version: "2.68.0", does: "asks again, then stops with an error", says: "Exceeded maximum output retries (1)",
     shown: ["pydantic-ai/json:tools.json-extra-property"]}],
  remedy: ["constrain-the-format", "pass-the-format-on", "reasoning-parser"],
  seen: ["vllm-project/vllm#13260"],
  passes: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, content: " {\"a\": 1}\n"}]}}},
    {request: {body: {response_format: {type: "json_schema", json_schema: {name: "n", schema: {type: "object", required: ["a"]}}}}}, response: {assembled: {choices: [{index: 0, content: "{\"a\": 1}"}]}}}],
  fails: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, content: "```json\n{}\n```"}]}}},
    {request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, content: "[1]"}]}}},
    {request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, content: null}]}}},
    {request: {body: {response_format: {type: "json_schema", json_schema: {name: "n", schema: {type: "object", required: ["a"]}}}}}, response: {assembled: {choices: [{index: 0, content: "{\"b\": 1}"}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/schema";

def format: asked.response_format | if type == "object" then . else {} end;
def schema: if format.type == "json_schema" then [format.json_schema | objects | .schema | objects][0] // {} else {type: "object"} end;
def judged: choices[] | select(.finish_reason != "length" and .finish_reason != "content_filter" and (.tool_calls // []) == [] and .refusal == null);

def applies: when(answered, if format.type | . == "json_object" or . == "json_schema" then true else "no format was asked for" end,
  if .response.assembled.error then "the answer is an error" else true end,
  if [judged] == [] then "other checks judge how this answer ends" else true end,
  if any(judged; .content | . != null and type != "string") then "the content is not a text" else true end,
  if any(judged; .content | strings | test("\(opens_thought)|\(closes_thought)"; "i")) then "thoughts in the content are judged" else true end);
def check: schema as $schema
  | [judged | .index as $index | (.content // "") as $text | (.reasoning | trimmed != "") as $thought | (try {value: ($text | fromjson)} catch {}) as $parsed
      | if $parsed == {} or ($text | trimmed) == "" then finding("the content of choice \($index) is not JSON"; "choice \($index)"; $text | excerpt;
          if $thought and ($text | trimmed) == "" then ["reasoning-parser", "constrain-the-format"] else null end)
        else $parsed.value | [violations($schema)] | select(. != [])
          | .[0] | finding("the content does not fit: \(if .path == "" then "it" else "`\(.path | ltrimstr("."))`" end) \(.rule)"; "choice \($index)"; $text | excerpt) end]
  | if . == [] then true else .[] end;
