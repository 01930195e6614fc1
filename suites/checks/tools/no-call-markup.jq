module {
  requirement: "A tool call is never left as markup in the text of the answer.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  breaks: ["the agent shows the markup to its user and stops: nothing is called"],
  remedy: ["the tool parser is off or does not fit the model. vLLM: --enable-auto-tool-choice --tool-call-parser hermes, qwen3_coder, mistral, llama3_json, …; SGLang: --tool-call-parser; llama.cpp: --jinja"],
  seen: ["NousResearch/hermes-agent#7628", "NVIDIA/NemoClaw#2731", "ROCm/ATOM#1427"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "I will call f now.", tool_calls: []}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<tool_call>{\"name\": \"f\"}</tool_call>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "[TOOL_CALLS][{\"name\": \"f\"}]"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "{\"name\": \"f\", \"arguments\": {\"x\": 1}}"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<function=f>{}</function>"}]}}}]
};

include "lib/transcript";

def applies: when(answered, if tools_offered == [] then "no tools were offered" else true end,
  if [contents] == [] then "the answer has no text" else true end);
def check: [calls_as_text]
  | expect(. == []; .[] | finding("a call stands as text in the content"; .at; .markup | excerpt));
