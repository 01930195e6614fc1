module {
  requirement: "Reasoning is returned as `reasoning_content`, the name that most clients read.",
  reference: "https://api-docs.deepseek.com/guides/reasoning_model",
  clause: "DeepSeek API, Reasoning Model: `reasoning_content`; vLLM renamed it to `reasoning`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "9 of 55 clients: LangChain.js, openai-go, go-openai, openai-java and others",
     does: "show no reasoning; OpenCode, Kilo and the AI SDK read both names",
     shown: [
       "langchainjs/invoke:benign.reasoning-field", "openai-go/stream:benign.reasoning-field",
       "go-openai/stream:benign.reasoning-field", "openai-java/stream:benign.reasoning-field",
       "openai-python/helper:benign.reasoning-field"]}],
  remedy: ["read-both-names"],
  seen: [
    "vllm-project/vllm#50624", "langgenius/dify-official-plugins#2740", "BerriAI/litellm#26501"],
  passes: [
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content"]}]}}}]}],
  fails: [
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}}]}]
};

include "lib/transcript";

# The field names of each choice that has reasoning.
def spellings:
  [.transcripts[]? | choices[]
    | select(.reasoning | trimmed != "") | .reasoning_fields | arrays | select(. != [])];

def applies: when(
  unless(spellings == []; "no answer has reasoning"),
  unless(spellings | map(sort) | unique | length > 1; "not evaluated: see reasoning/one-name"));

def check: spellings as $all
  | [$all[] | select(index(["reasoning_content"]) == null)]
  | expect(. == [];
      "the reasoning is named `reasoning` in \(length) of \($all | length) answers with reasoning");
