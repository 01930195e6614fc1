module {
  requirement: "Reasoning is spelled `reasoning_content`, which most clients read.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "may",
  concerns: "protocol",
  over: "run",
  breaks: ["clients that read `reasoning_content` alone (OpenCode's own, Dify, older LiteLLM) see no thoughts, and seem to hang while the model thinks"],
  remedy: ["vLLM from 0.16 says `reasoning`, as Ollama and OpenRouter do: update the client", "OpenCode: set `interleaved: {field: \"reasoning\"}` for the model"],
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
