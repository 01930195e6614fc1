module {
  title: "The request of an agent, with optional fields of the API",
  kind: "model",
  modes: ["stream"],
  expect: {accepted: true, calls: ["read_file"]},
  if_refused: {
    breaks: [
      {
        program: "OpenCode 1.18.33 and Kilo 7.7.7",
        does: "end the turn with the error of the server if it refuses `tool_choice: auto`",
        says: "\"auto\" tool choice requires",
        shown: ["opencode-serve/all:tools.choice-auto-400", "kilo-serve/all:tools.choice-auto-400"]
      },
      {
        program: "Kilo", version: "7.7.7",
        does: "shortens the conversation repeatedly (13 requests in 4 s), then ends the turn",
        says: "'max_tokens' is too large", shown: ["kilo-serve/all:usage.max-tokens-overflow-400"]
      },
      {
        program: "OpenCode", version: "1.18.33",
        does: "shortens the conversation once, then ends the turn",
        says: "'max_tokens' is too large",
        shown: ["opencode-serve/all:usage.max-tokens-overflow-400"]
      },
      {
        does: "pi (`store`), Codex (`prompt_cache_key`) and others stop with the error",
        measured: false
      }
    ],
    remedy: ["see-what-is-refused", "tool-parser-missing", "raise-context"],
    seen: ["anomalyco/opencode#10630", "cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";
include "lib/agent";

def request: chat({
  messages: [system(agent_prompt), user("Call the read_file tool to read the file \"README.md\".")],
  tools: agent_tools,
  tool_choice: "auto",
  max_tokens: 32000,
  stream_options: {include_usage: true},
  store: false,
  metadata: {session: "conformance"},
  user: "conformance",
  prompt_cache_key: "conformance-\(.nonce)",
  service_tier: "auto"
});
