module {
  requirement: "JSON output terminates instead of filling up with white space.",
  reference: "https://platform.openai.com/docs/guides/structured-outputs#json-mode",
  clause: "Structured outputs, JSON mode: \"an unending stream of whitespace\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "the request runs until max_tokens, and its answer is not valid JSON", measured: false}],
  remedy: ["forbid-endless-space", "ask-for-json"],
  seen: ["vllm-project/vllm#13260"],
  passes: [
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [
       {index: 0, finish_reason: "length", content: "{\"text\": \"a b c d e"}]}}}],
  fails: [
    {request: {body: {response_format: {type: "json_object"}}},
     response: {assembled: {choices: [
       {index: 0, finish_reason: "length", content: "{\"a\":\n\n\n\n\n\n\n\n\n\n\n"}]}}}]
};

include "lib/transcript";

def wants_json: asked.response_format
  | type == "object" and (.type == "json_object" or .type == "json_schema");

def applies: when(
  answered,
  only_if(wants_json; "no response format was requested"),
  only_if(cut_off; "the answer was not cut off"));

def check: every(choices[]; runs_on | not;
  finding(
    "choice \(.index) fills up with white space until its token limit: "
      + "\(.content | length) characters";
    {choice: .index}; .content | excerpt));
