module {
  requirement: "`function.arguments` is a string, not an object.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["every SDK with a schema rejects the turn: `Expected string, received object`"],
  remedy: ["llama.cpp: update (a regression of the parser rewrite); LiteLLM: update, or use another provider prefix",
    "a gateway must pass `arguments` on as it came, not parse it"],
  seen: ["ggml-org/llama.cpp#20198", "BerriAI/litellm#24095"],
  passes: [{response: {assembled: {choices: [{index: 0, tool_calls: [{arguments: "{}", at: "event 3"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, tool_calls: [{arguments: {}, at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0, tool_calls: [{arguments: null, at: "event 3"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, called, if cut_off then "the answer was cut off by its token limit" else true end);
def check: every(calls[]; .arguments | type == "string";
  finding("the arguments of \(.name | shown) are \(.arguments | type | if . == "null" then "absent" else "of type \(.)" end)"; .at; .arguments | excerpt));
