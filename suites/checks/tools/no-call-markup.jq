module {
  requirement: "A tool call is never left as markup in the text of the answer.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  breaks: ["the agent shows the markup to its user and stops: nothing is called"],
  remedy: ["the tool parser is off or does not fit the model. vLLM: --enable-auto-tool-choice --tool-call-parser hermes, qwen3_coder, mistral, llama3_json, …; SGLang: --tool-call-parser; llama.cpp: --jinja"],
  seen: ["NousResearch/hermes-agent#7628", "NVIDIA/NemoClaw#2731", "ROCm/ATOM#1427"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: null, reasoning: "I will call f(x=1).", tool_calls: [{}]}]}}},
    {request: {body: {messages: [{role: "user", content: "What is <tool_call>?"}], tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<tool_call> is a tag."}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "I will call f now.", tool_calls: []}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<tool_call>{\"name\": \"f\"}</tool_call>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "[TOOL_CALLS][{\"name\": \"f\"}]"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "{\"name\": \"f\", \"arguments\": {\"x\": 1}}"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<function=f>{}</function>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "[f(city=\"Zurich\")]"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "Sure!\n```json\n[{\"name\": \"f\", \"parameters\": {}}]\n```"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<minimax:tool_call><invoke name=\"f\">"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: null, reasoning: "Hm. <tool_call>{\"name\": \"f\"}</tool_call>", tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/texts";

def applies: when(answered, if tools_offered == [] then "no tools were offered" else true end,
  if [contents] == [] and [choices[] | select(.reasoning | named)] == [] then "the answer has no text" else true end);
def check: [calls_as_text]
  | expect(. == []; .[] | finding("a call stands as text in the \(.within)"; .at; .markup | excerpt)
      + (if .text | test("\\{\\{\\s*\"(name|function|tool)\"") then {remedy: ["template-of-the-model"]} elif .within == "content" then {} else
          {remedy: ["the reasoning parser swallows the call: it must end where the call begins (vLLM, SGLang: --reasoning-parser and --tool-call-parser that belong together)"]} end));
