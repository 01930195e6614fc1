module {
  requirement: "Reasoning is a text or null.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "protocol",
  breaks: ["the AI SDK (OpenCode) rejects the answer: `Type validation failed`"],
  remedy: ["let the gateway write the text alone; parts and signatures belong into a field of their own, such as `reasoning_details`"],
  seen: ["Blaizzy/mlx-vlm#1408"],
  passes: [{response: {assembled: {choices: [{index: 0, reasoning: null}, {index: 1, reasoning: "Hm"}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, reasoning: {text: "Hm"}, reasoning_fields: ["reasoning"]}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "Hm", other_reasoning: [{text: "Hm"}], reasoning_fields: ["reasoning_content", "reasoning"]}]}}}]
};

include "lib/transcript";

def odd: [.reasoning, .other_reasoning] | map(select(type != "string" and . != null)) | .[0];

def applies: when(answered, if choices == [] then "there is no choice" else true end);
def check: every(choices[]; odd == null;
  finding("the reasoning of choice \(.index) is of type \(odd | type)"; "choice \(.index)"; odd | excerpt));
