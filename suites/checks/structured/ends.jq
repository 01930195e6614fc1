module {
  requirement: "JSON that was asked for ends, instead of running on in white space.",
  reference: "https://platform.openai.com/docs/guides/structured-outputs",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "the request takes as long as max_tokens lasts, and what comes is not JSON", measured: false}],
  remedy: ["forbid-endless-space", "ask-for-json"],
  seen: ["vllm-project/vllm#13260"],
  passes: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, finish_reason: "length", content: "{\"text\": \"a b c d e"}]}}}],
  fails: [{request: {body: {response_format: {type: "json_object"}}}, response: {assembled: {choices: [{index: 0, finish_reason: "length", content: "{\"a\":\n\n\n\n\n\n\n\n\n\n\n"}]}}}]
};

include "lib/transcript";

def applies: when(answered, if asked.response_format | type == "object" and (.type == "json_object" or .type == "json_schema") then true else "no format was asked for" end,
  if cut_off then true else "the answer was not cut off" end);
def check: every(choices[]; runs_on | not;
  finding("choice \(.index) ran on in white space until its token limit: \(.content | length) characters"; "choice \(.index)"; .content | excerpt));
