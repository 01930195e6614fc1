module {
  title: "Ten tools and the long system prompt of an agent",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["read_file"], arguments: {path: "src/main\\.py"}}
};

include "lib/requests";
include "lib/agent";

# Servers whose parsers manage one small tool have failed at this size. The tool that is wanted is the last, where
# a list that is cut ends before it.
def request: chat({
  messages: [system(agent_prompt), user("Call the read_file tool to read the file \"src/main.py\".")],
  tools: (agent_tools[1:] + agent_tools[:1]), tool_choice: "auto"
});
