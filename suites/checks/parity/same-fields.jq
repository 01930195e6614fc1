module {
  requirement: "Whole answers and streams give the reasoning under the same name.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  over: "case",
  breaks: ["clients that read one name lose the reasoning in one of the modes, without a word (OpenCode reads `reasoning_content`)"],
  remedy: ["vLLM: update, and --reasoning-parser for both modes", "a gateway: let it rename the field in chunks as it does in documents"],
  seen: ["ggml-org/llama.cpp#13867", "vllm-project/vllm#50624"],
  passes: [{transcripts: [
    {case: {streamed: false}, response: {assembled: {id: "1", choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: false}, response: {assembled: {id: "2", choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: false}, response: {assembled: {id: "3", choices: [{reasoning_fields: ["reasoning"]}]}}},
    {case: {streamed: true}, response: {assembled: {id: "4", choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: true}, response: {assembled: {id: "5", choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: true}, response: {assembled: {id: "6", choices: [{reasoning_fields: []}]}}}]}],
  fails: [{transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}}]}]
};

include "lib/transcript";
include "lib/parity";

def applies: comparable;
def check: agree([choices[].reasoning_fields // [] | sort]; "the field of the reasoning");
