module {
  requirement: "The model's output contains no special token of its chat template.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {program: "21 of 22 clients",
      does: "keep the token at the end of the text, which agents write into files and commands",
      shown: [
        "aisdk-2.0.41/generate:tools.special-token-content",
        "openai-python/plain:tools.special-token-content",
        "langchain/invoke:tools.special-token-content"
      ]},
    {does:
        "an agent does not find a tool whose name contains a token (`read<|channel|>commentary`)",
      measured: false}
  ],
  remedy: ["end-of-turn-token", "tool-parser-mismatch"],
  seen: [
    "vllm-project/vllm#32587", "vllm-project/vllm#44522", "raullenchai/Rapid-MLX#579",
    "vllm-project/vllm#51701"
  ],
  passes: [
    {response: {assembled: {choices: [{index: 0,
      content: "a <s>struck</s> word, x < y | z > 0"}]}}},
    {request: {body: {messages: [{role: "user", content: "What is <|im_end|>?"}]}},
      response: {assembled: {choices: [{index: 0, content: "<|im_end|> ends a turn."}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "<|tool_calls_section_begin|>"}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, content: "Hello.<|im_end|>"}]}}},
    {response: {assembled: {choices: [{index: 0, content: "Hello.</s>"}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f<|channel|>commentary", arguments: "{\"a\": \"<｜end▁of▁sentence｜>\"}",
        at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "Hm.<end_of_turn>"}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "[ARGS]{}", at: "event 3"}]}]}}}
  ]
};

include "lib/transcript";
include "lib/texts";

def applies: when(answered, unless([texts] == []; "the answer has no text"));

def check:
  [leaked_tokens]
  | expect(. == [];
      group_by([.at, .within])[]
      | .[0] as $leak
      | ([.[].token | trimmed] | unique | join(" ")) as $tokens
      | ($leak.text | bytes_before($leak.token)) as $offset
      | finding("\($tokens) in the \($leak.within)"; $leak.at; "")
        + pointed($leak.text; $offset));
