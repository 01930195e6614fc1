module {
  requirement: "Reasoning is a string or null.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode 1.18.33, Kilo 7.7.7 and Cline 3.0.65",
     does: "end the turn with an error",
     says: "Type validation failed",
     shown: ["opencode-serve/all:reason.object", "kilo-serve/all:reason.object",
       "cline:reason.object"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "openai-compatible-chat stream event",
     shown: ["opencode-native-serve/all:reason.object"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92",
     does: "rejects the complete answer",
     says: "Invalid JSON response",
     shown: ["aisdk-2.0.41/generate:reason.object", "aisdk-3-latest/generate:reason.object"]},
    {program: "openai-python", version: "3.57.0",
     does: "raises an error in the code that joins the pieces",
     says: "can only concatenate str (not \"dict\") to str",
     shown: ["openai-python/stream:reason.object"]}],
  remedy: ["reasoning-as-text", "gateway-rewrites-the-answer"],
  seen: ["Blaizzy/mlx-vlm#1408"],
  passes: [
    {response: {assembled: {choices: [{index: 0, reasoning: null}, {index: 1, reasoning: "Hm"}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, reasoning: {text: "Hm"}, reasoning_fields: ["reasoning"]}]}}},
    {response: {assembled: {choices: [
      {index: 0, reasoning: "Hm", other_reasoning: [{text: "Hm"}],
       reasoning_fields: ["reasoning_content", "reasoning"]}]}}}]
};

include "lib/transcript";

# The reasoning of a choice that is neither a string nor null.
def wrong_type: [.reasoning, .other_reasoning] | map(select(type != "string" and . != null)) | .[0];

def applies: when(answered, has_choices);

def check: every(choices[]; wrong_type == null;
  finding("the reasoning of choice \(.index) is of type \(wrong_type | type)";
    {choice: .index}; wrong_type | excerpt));
