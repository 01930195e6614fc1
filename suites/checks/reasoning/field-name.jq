module {
  requirement: "Reasoning is spelled `reasoning_content`, which most clients read.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "may",
  concerns: "protocol",
  over: "run",
  breaks: [{program: "9 of 55 clients: LangChain.js, openai-go, go-openai, openai-java and others", does: "show no reasoning; OpenCode, Kilo and the AI SDK read both names",
     shown: ["langchainjs/invoke:benign.reasoning-field", "openai-go/stream:benign.reasoning-field", "go-openai/stream:benign.reasoning-field", "openai-java/stream:benign.reasoning-field", "openai-python/helper:benign.reasoning-field"]}],
  remedy: ["read-both-names"],
  seen: ["vllm-project/vllm#50624", "langgenius/dify-official-plugins#2740", "BerriAI/litellm#26501"],
  passes: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content"]}]}}}]}],
  fails: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}}]}]
};

include "lib/transcript";

# Each choice that reasons, by its field's names.
def spellings: [.transcripts[]? | choices[] | select(.reasoning | trimmed != "") | .reasoning_fields | arrays | select(. != [])];

def applies: when(if spellings == [] then "nothing was reasoned" else true end,
  if spellings | map(sort) | unique | length > 1 then "it has different names, which is judged as that" else true end);
def check: spellings as $all | [$all[] | select(index(["reasoning_content"]) == null)]
  | expect(. == []; "the reasoning is spelled `reasoning` in \(length) of \($all | length) answers that reason");
