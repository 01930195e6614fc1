module {
  requirement: "A tool call is returned in `tool_calls`, not as markup in the text of the answer.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.tool_calls`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "57 of 59 clients, including OpenCode, Kilo, Cline and all SDKs",
     does:
       "end with the markup as their answer, or with nothing: no tool runs, and there is no error",
     shown: ["opencode-serve/all:tools.call-in-content",
       "opencode-native-serve/all:tools.call-in-content-xml",
       "kilo-serve/all:tools.call-in-content-json", "cline:tools.call-in-content",
       "pi:tools.call-in-content-mistral", "openai-python/stream:tools.call-in-content",
       "langchain/stream:integ.call-in-double-braces"]},
    {program: "51 of 57 clients, including OpenCode and Kilo",
     does: "end with an empty answer and no error if the call is in the reasoning",
     shown: ["opencode-serve/all:reason.tool-in-reasoning",
       "opencode-native-serve/all:reason.tool-in-reasoning",
       "kilo-serve/all:reason.tool-in-reasoning", "openai-python/stream:reason.tool-in-reasoning"]},
    {program: "smolagents", version: "1.26.0",
     does: "sends the request again and again",
     shown: ["smolagents/tools:tools.call-in-content",
       "smolagents/stream:tools.call-in-content-xml"]}],
  remedy: ["tool-parser-missing", "tool-parser-mismatch"],
  seen: ["NousResearch/hermes-agent#7628", "NVIDIA/NemoClaw#2731", "ROCm/ATOM#1427"],
  passes: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: null, reasoning: "I will call f(x=1).",
        tool_calls: [{}]}]}}},
    {request: {body: {messages: [{role: "user", content: "What is <tool_call>?"}],
        tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "<tool_call> is a tag."}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "I will call f now.",
        tool_calls: []}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "<tool_call>{\"name\": \"f\", \"argu"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "<tool_call>\n<think>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length",
        content: "I can call f\", \"arguments\": \"x\"}}\n</tool_call>, and f again"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length",
        content: "<tool_call>\n{\"name\": \"f\", \"arguments\": \"x\", \"y\", f and f and"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "<tool_call>\n{\"name\": \"f\", \"arguments\": \"Zurich\"}\n</tool_call>"}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length",
        content: "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": \"a\\"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "length",
        content: "<function=f>\n<parameter=x>\nZur"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "<tool_call>{\"name\": \"f\"}</tool_call>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "[TOOL_CALLS][{\"name\": \"f\"}]"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "{\"name\": \"f\", \"arguments\": {\"x\": 1}}"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "<function=f>{}</function>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "[f(city=\"Zurich\")]"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "Sure!\n```json\n[{\"name\": \"f\", \"parameters\": {}}]\n```"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        content: "<minimax:tool_call><invoke name=\"f\"></invoke></minimax:tool_call>"}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: null,
        reasoning: "Hm. <tool_call>{\"name\": \"f\"}</tool_call>", tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(answered,
  unless(tools_offered == []; "no tools were offered"),
  unless([contents] == [] and [choices[] | select(.reasoning | named)] == [];
    "the answer has no text"));

# Markup that no parser can read is the model's mistake, which tools/expected-calls reports.
def check: due as $due
  | [calls_as_text | select(.readable)]
  | expect(. == []; .[]
      | finding("a call is written as text in the \(.within)"; where; .markup | excerpt)
        + (if .text | test("\\{\\{\\s*\"(name|function|tool)\"") then
            {remedy: ["template-of-the-model"]}
          elif $due == "none" then {remedy: ["hide-tools-under-none", "tool-parser-missing"]}
          elif .within == "content" then {}
          else {remedy: ["reasoning-swallows-the-call", "tool-parser-missing"]} end));
