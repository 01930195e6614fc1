module {
  requirement: "Where a response format is asked for, the content is JSON that fits it, and nothing else.",
  reference: "https://platform.openai.com/docs/guides/structured-outputs",
  level: "must",
  concerns: "protocol",
  breaks: ["clients parse the content as it is: `Unexpected token` or `No object generated: could not parse the response` (AI SDK generateObject)"],
  remedy: ["vLLM: check that the guided decoding backend is there; SGLang: --grammar-backend xgrammar; llama.cpp: update",
    "a gateway: pass `response_format` on to the engine",
    "JSON that stands in the reasoning: the reasoning parser does not fit the model (--reasoning-parser)"],
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
  if any(judged; .content | . != null and type != "string") then "the content is no text" else true end,
  if any(judged; .content | strings | test("\(opens_thought)|\(closes_thought)"; "i")) then "thoughts in the content are judged" else true end);
def check: schema as $schema
  | [judged | .index as $index | (.content // "") as $text | (try {value: ($text | fromjson)} catch {}) as $parsed
      | if $parsed == {} or ($text | trimmed) == "" then finding("the content of choice \($index) is not JSON"; "choice \($index)"; $text | excerpt)
        else $parsed.value | [violations($schema)] | select(. != [])
          | .[0] | finding("the content does not fit: \(if .path == "" then "it" else "`\(.path | ltrimstr("."))`" end) \(.rule)"; "choice \($index)"; $text | excerpt) end]
  | if . == [] then true else .[] end;
