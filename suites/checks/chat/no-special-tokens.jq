module {
  requirement: "What the model says holds no token of its chat template.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["a name like `read<|channel|>commentary` is no tool that the agent knows", "file contents and commands end in `<|im_end|>` or `</s>`"],
  remedy: ["the parser does not fit the model, or its end-of-turn token is no stop token: take tokenizer and generation_config.json from the model's own repository",
    "gpt-oss on vLLM: --tool-call-parser openai --reasoning-parser openai_gptoss; update the server"],
  seen: ["vllm-project/vllm#32587", "vllm-project/vllm#44522", "raullenchai/Rapid-MLX#579", "vllm-project/vllm#51701"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "a <s>struck</s> word, x < y | z > 0"}]}}},
    {request: {body: {messages: [{role: "user", content: "What is <|im_end|>?"}]}}, response: {assembled: {choices: [{index: 0, content: "<|im_end|> ends a turn."}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<|tool_calls_section_begin|>"}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: "Hello.<|im_end|>"}]}}},
    {response: {assembled: {choices: [{index: 0, content: "Hello.</s>"}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f<|channel|>commentary", arguments: "{\"a\": \"<｜end▁of▁sentence｜>\"}", at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, reasoning: "Hm.<end_of_turn>"}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "[ARGS]{}", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";

def applies: when(answered, if [texts] == [] then "the answer has no text" else true end);
def check: [leaked_tokens]
  | expect(. == []; group_by([.at, .within])[] | .[0] as $leak | ([.[].token | trimmed] | unique | join(" ")) as $tokens
      | ($leak.text | bytes_before($leak.token)) as $offset
      | finding("\($tokens) in the \($leak.within)"; "\($leak.at), byte \($offset) of the text"; "") + pointed($leak.text; $offset));
