module {
  requirement: "The string `function.arguments` is one JSON object, as RFC 8259 defines it.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode: `Invalid tool call`, and the model is asked again", "sent back in the next turn, some servers answer 500"],
  remedy: ["a brace or the end is missing: drop vLLM's --stream-interval above 1 and speculative decoding to confirm, then update the parser",
    "text around the object: the tool parser does not fit the model"],
  seen: ["ggml-org/llama.cpp#22072", "vllm-project/vllm#10781", "vllm-project/vllm#32152", "vllm-project/vllm#22885"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 3"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\": 1", parsed: null, defects: [{kind: "unexpected-end", offset: 7, saw: ""}], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "[]", parsed: [], defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{\"a\":1,\"a\":2}", parsed: {a: 2}, defects: [{kind: "duplicate-key", offset: 7, saw: "a"}], at: "event 3"}]}]}}}]
};

include "lib/transcript";

def flaws: [.defects[]? | select(.kind != "number-precision")];

def applies: when(answered, called,
  if [calls[].arguments | strings] == [] then "no arguments are a string" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
def check: every(calls[] | select(.arguments | type == "string");
  flaws == [] and (.parsed | type) == "object";
  finding("the arguments of \(.name | shown) are " +
      (if flaws == [] then "a JSON \(.parsed | type), not an object" else "not valid JSON (\(flaws[0].kind) at byte \(flaws[0].offset))" end);
    .at; .arguments | excerpt));
