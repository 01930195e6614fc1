module {
  requirement:
    "If answers have reasoning in one mode, streamed or not, both have it under the same name.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  clause: "vLLM, Reasoning Outputs: the reasoning field of `message` and of `delta`",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "case",
  breaks: [
    {program: "5 of 32 clients: openai-go, go-openai, openai-java, Spring AI, the stream helper of openai-python",
      does:
        "show no reasoning if streams call it `reasoning`; OpenCode, Kilo, AI SDK read both names",
      shown: ["openai-go/stream:reason.field-differs-by-mode",
        "go-openai/stream:reason.field-differs-by-mode",
        "openai-java/stream:reason.field-differs-by-mode",
        "spring-ai/stream:reason.field-differs-by-mode",
        "openai-python/helper:reason.field-differs-by-mode"]}
  ],
  remedy: ["same-name-in-both-modes", "gateway-rewrites-the-answer"],
  seen: ["ggml-org/llama.cpp#13867", "vllm-project/vllm#50624"],
  passes: [
    {transcripts: [
      {case: {streamed: false},
        response: {assembled: {id: "1", choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: false},
        response: {assembled: {id: "2", choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: false},
        response: {assembled: {id: "3", choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true},
        response: {assembled: {id: "4", choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true},
        response: {assembled: {id: "5", choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true},
        response: {assembled: {id: "6", choices: [{reasoning_fields: []}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}},
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}},
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning_content"]}]}}},
      {case: {streamed: true},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}}]},
    {transcripts: [
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: false},
        response: {assembled: {choices: [{reasoning_fields: ["reasoning"]}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: []}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: []}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{reasoning_fields: []}]}}}]}
  ]
};

include "lib/transcript";
include "lib/parity";

def fields: [choices[].reasoning_fields // [] | sort];
def none: all(.[]; . == []);

def applies: comparable;

def check: [differing(fields)][0] as $differing
  | if $differing != null and ($differing.plain | none) != ($differing.stream | none) then
      (if $differing.plain | none then "streams" else "non-streamed answers" end) as $mode
      | finding("only \($mode) contain the reasoning"; {choice: 0};
          "\($differing.plain | shown) / \($differing.stream | shown)";
          ["reasoning-in-both-modes", "gateway-rewrites-the-answer"])
        + {breaks: [{
            does: "clients show the reasoning in one mode only, and cannot return it in the other",
            measured: false}]}
    else agree(fields; "the field of the reasoning") end;
