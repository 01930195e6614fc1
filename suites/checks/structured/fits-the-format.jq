module {
  requirement: "If a response format is requested, the content is only JSON that matches it.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-response_format",
  clause: "Create chat completion: `response_format`, \"will match your supplied JSON schema\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["chat/content-is-a-text"],
  breaks: [
    {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92",
     does: "rejects an answer without a required property",
     says: "No object generated: response did not match schema.",
     shown: ["aisdk-2.0.41/json:tools.json-extra-property",
       "aisdk-3-latest/json:tools.json-extra-property"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92",
     does: "rejects an answer that is not JSON",
     says: "No object generated: could not parse the response.",
     shown: ["aisdk-2.0.41/json:reason.think-in-content",
       "aisdk-3-latest/json:reason.think-in-content"]},
    {program: "openai-python 3.57.0 and LangChain 1.7.4",
     does: "stop with an error",
     says: "1 validation error for Person",
     shown: ["openai-python/json:tools.json-extra-property",
       "langchain/json:tools.json-extra-property"]},
    {program: "pydantic-ai", version: "2.68.0",
     does: "retries, then stops with an error",
     says: "Exceeded maximum output retries (1)",
     shown: ["pydantic-ai/json:tools.json-extra-property"]}],
  remedy: ["constrain-the-format", "pass-the-format-on", "reasoning-parser"],
  seen: ["vllm-project/vllm#13260"],
  passes: [
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [{index: 0, content: " {\"a\": 1}\n"}]}}},
    {request: {body: {response_format: {
       type: "json_schema",
       json_schema: {name: "n", schema: {type: "object", required: ["a"]}}}}},
     response: {assembled: {choices: [{index: 0, content: "{\"a\": 1}"}]}}}],
  fails: [
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [{index: 0, content: "```json\n{}\n```"}]}}},
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [{index: 0, content: "[1]"}]}}},
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [{index: 0, content: null}]}}},
    {request: {body: {response_format: {
       type: "json_schema",
       json_schema: {name: "n", schema: {type: "object", required: ["a"]}}}}},
     response: {assembled: {choices: [{index: 0, content: "{\"b\": 1}"}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/schema";

def format: asked.response_format | if type == "object" then . else {} end;

def schema:
  if format.type == "json_schema" then [format.json_schema | objects | .schema | objects][0] // {}
  else {type: "object"} end;

# The choices that should contain JSON.
def judged: choices[]
  | select(.finish_reason != "length" and .finish_reason != "content_filter"
      and (.tool_calls // []) == [] and .refusal == null);

def applies: when(
  answered,
  only_if(format.type | . == "json_object" or . == "json_schema";
    "no response format was requested"),
  no_error,
  unless([judged] == []; "every choice is cut off, filtered or refused, or makes a tool call"),
  unless(any(judged; .content | strings | test("\(opens_thought)|\(closes_thought)"; "i"));
    "the text contains reasoning"));

# What is wrong with a choice; nothing if its content matches.
def mismatch($schema):
  (.content // "") as $text
  | {choice: .index} as $at
  | (.reasoning | trimmed != "") as $reasons
  | (try {value: ($text | fromjson)} catch {}) as $parsed
  | if $parsed == {} or ($text | trimmed) == "" then
      finding("the content of choice \(.index) is not JSON"; $at; $text | excerpt;
        if $reasons and ($text | trimmed) == "" then ["reasoning-parser", "constrain-the-format"]
        else null end)
    else
      [$parsed.value | violations($schema)][0]
      | values
      | (if .path == "" then "it" else "`\(.path | ltrimstr("."))`" end) as $part
      | finding("the content does not match the format: \($part) \(.rule)"; $at; $text | excerpt)
    end;

def check: schema as $schema
  | [judged | mismatch($schema)]
  | if . == [] then true else .[] end;
