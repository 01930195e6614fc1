module {
  requirement: "Where log probabilities are asked for, each choice has a list of them under `logprobs.content`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "evaluation harnesses cannot score answers; agents do not need log probabilities", measured: false}],
  remedy: ["pass-logprobs-on", "logprobs-of-the-chat-api"],
  seen: ["vllm-project/vllm#4795", "abetlen/llama-cpp-python#1787", "ggml-org/llama.cpp#11346"],
  passes: [{request: {body: {logprobs: true}}, response: {json: {choices: [{logprobs: {content: []}}]}, assembled: {choices: [{index: 0}]}}}],
  fails: [{request: {body: {logprobs: true}}, response: {json: {choices: [{index: 0}]}, assembled: {choices: [{index: 0}]}}},
    {request: {body: {logprobs: true}}, response: {json: {choices: [{logprobs: null}]}, assembled: {choices: [{index: 0}]}}},
    {request: {body: {logprobs: true}}, response: {json: {choices: [{logprobs: {tokens: ["a"], token_logprobs: [0]}}]}, assembled: {choices: [{index: 0}]}}}]
};

include "lib/transcript";

def parts: .response.json | objects | .choices | arrays | .[] | objects;
def applies: when(answered, whole, if asked.logprobs == true then true else "none were asked for" end,
  if .response.assembled.error then "the answer is an error" else true end, if [parts] == [] then "there is no choice" else true end);
# A list of another shape is there; where there is none, nobody can tell who left it out.
def check: every(parts; .logprobs | type == "object" and (.content | type == "array");
  finding("`logprobs` is \(if has("logprobs") then .logprobs | shown else "missing" end)"; "choices[].logprobs"; .logprobs | excerpt;
    if .logprobs == null then null else ["logprobs-of-the-chat-api"] end));
