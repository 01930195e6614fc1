module {
  title: "Ten tools and a long system prompt",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: ["read_file"], arguments: {path: "src/main\\.py"}}
};

include "lib/requests";
include "lib/agent";

# Some servers handle one small tool but fail at this size. The expected tool is the last one, so
# that a truncated list does not contain it.
def request:
  chat({
    messages: [
      system(agent_prompt), user("Call the read_file tool to read the file \"src/main.py\".")
    ],
    tools: (agent_tools[1:] + agent_tools[:1]), tool_choice: "auto"
  });
