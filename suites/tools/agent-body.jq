module {
  title: "A body as OpenCode and other agents send it",
  kind: "model",
  modes: ["stream"],
  expect: {accepted: true, calls: ["read_file"]},
  if_refused: {
    breaks: ["agents send these fields with every request, and stop with the error"],
    remedy: ["the message names what is refused: `max_tokens` wants a smaller limit in the agent (OpenCode: limit.output) or a larger context at the server (vLLM --max-model-len)",
      "`stream_options`, `store`, `metadata`, `user`, `prompt_cache_key` and `service_tier` are fields of the API: update the server, or let a gateway drop them (LiteLLM: drop_params: true)"],
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
