module {
  requirement: "If `logprobs` is requested, each choice has a list `logprobs.content`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-logprobs",
  clause: "The chat completion object: `choices[].logprobs.content`, if `logprobs` is true",
  level: "may",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {does: "evaluation harnesses cannot score answers; agents do not need log probabilities",
      measured: false}
  ],
  remedy: ["pass-logprobs-on", "logprobs-of-the-chat-api"],
  seen: ["vllm-project/vllm#4795", "abetlen/llama-cpp-python#1787", "ggml-org/llama.cpp#11346"],
  passes: [
    {request: {body: {logprobs: true}},
      response: {json: {choices: [{logprobs: {content: []}}]}, assembled: {choices: [{index: 0}]}}}
  ],
  fails: [
    {request: {body: {logprobs: true}},
      response: {json: {choices: [{index: 0}]}, assembled: {choices: [{index: 0}]}}},
    {request: {body: {logprobs: true}},
      response: {json: {choices: [{logprobs: null}]}, assembled: {choices: [{index: 0}]}}},
    {request: {body: {logprobs: true}},
      response: {json: {choices: [{logprobs: {tokens: ["a"], token_logprobs: [0]}}]},
        assembled: {choices: [{index: 0}]}}}
  ]
};

include "lib/transcript";

def parts: .response.json | objects | .choices | arrays | .[] | objects;

def applies: when(
  answered,
  whole,
  only_if(asked.logprobs == true; "`logprobs` was not requested"),
  no_error,
  unless([parts] == []; "there is no choice"));

# If `logprobs` has another shape, the server wrote it. If there is none, any component on the way
# may have dropped it.
def check: every(parts; .logprobs | type == "object" and (.content | type == "array");
  finding("`logprobs` is \(if has("logprobs") then .logprobs | shown else "missing" end)";
    "choices[].logprobs";
    .logprobs | excerpt;
    if .logprobs == null then null else ["logprobs-of-the-chat-api"] end));
