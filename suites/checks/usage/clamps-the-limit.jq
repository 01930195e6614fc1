module {
  requirement:
    "A limit beyond the context window is reduced, or refused with the allowed maximum.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  clause:
    "No specification requires this; agents send a large `max_tokens`, and vLLM refuses it.",
  level: "may",
  impact: "stop",
  concerns: "protocol",
  expects: "clamps",
  breaks: [
    {
      program: "OpenCode", version: "1.18.33", does: "ends the turn, although the prompt fits",
      says: "'max_tokens' is too large: 8192.",
      shown: ["opencode-serve/all:usage.max-tokens-overflow-400"]
    },
    {
      program: "Kilo 7.7.7, pi 0.73.1, Copilot CLI 1.0.102", does: "end the turn as well",
      says: "'max_tokens' is too large: 8192.",
      shown: [
        "kilo-serve/all:usage.max-tokens-overflow-400", "pi:usage.max-tokens-overflow-400",
        "copilot:usage.max-tokens-overflow-400"
      ]
    }
  ],
  remedy: ["limits-of-the-agent", "clamp-max-tokens"],
  seen: ["vllm-project/vllm#19861", "ogx-ai/ogx#4534", "mitchross/talos-argocd-proxmox#2145"],
  passes: [{case: {expect: {clamps: true}}, response: {status: 200, assembled: {choices: []}}}],
  fails: [
    {
      case: {expect: {clamps: true}},
      response: {
        status: 400,
        json: {error: {
          message: "max_tokens is too large: 1000000. This model supports at most 16384."
        }}
      }
    },
    {case: {expect: {clamps: true}}, response: {status: 500, text: ""}}
  ]
};

include "lib/transcript";
include "lib/errors";

def applies: when(
  complete,
  responded,
  unless(.response.status == 429 or .response.status == 503; "the endpoint is too busy"));

def check:
  (asked.max_tokens | tostring) as $requested
  | (if .response.status < 400 then "" else error_words end) as $words
  | [$words | match("[0-9][0-9,]{2,}"; "g").string | gsub(","; "") | select(. != $requested)]
    as $numbers
  | (if $numbers == [] then "" else "; the response names \($numbers | unique | join(", "))" end)
    as $named
  | expect(.response.status < 400;
      finding("max_tokens \($requested) is refused (\(.response.status))\($named)";
        "error.message"; $words | excerpt));
