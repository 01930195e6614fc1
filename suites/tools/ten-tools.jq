module {
  title: "Ten tools and the long system prompt of an agent",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["read_file"], arguments: {path: "src/main\\.py"}}
};

include "lib/requests";
include "lib/agent";

# Servers whose parsers manage one small tool have failed at this size.
def request: chat({
  messages: [system(agent_prompt), user("Call the read_file tool to read the file \"src/main.py\".")],
  tools: agent_tools, tool_choice: "auto"
});
