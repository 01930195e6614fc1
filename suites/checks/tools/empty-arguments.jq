module {
  requirement: "A call without arguments says so with `{}`, not with an empty text.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "should",
  concerns: "protocol",
  breaks: [
    {program: "OpenAI Agents SDK (JavaScript)", version: "0.20.0", does: "asks again until its limit of turns", says: "Max turns (12) exceeded",
     shown: ["openai-agents-js/run:tools.args-empty-string", "openai-agents-js/stream:tools.args-empty-string"]},
    {program: "LangChain.js", version: "1.5.8", does: "drops the call, and ends with an empty answer and no error", shown: ["langchainjs/invoke:tools.args-empty-string"]},
    {program: "openai-python", version: "3.57.0", does: "gives the loop that parses the text an error", says: "Expecting value: line 1 column 1 (char 0)",
     shown: ["openai-python/plain:tools.args-empty-string", "openai-python/stream:tools.args-empty-string"]},
    {program: "openai-node", version: "7.59.0", does: "gives the loop that parses the text an error", says: "Unexpected end of JSON input",
     shown: ["openai-node/plain:tools.args-empty-string", "openai-node/stream:tools.args-empty-string"]}],
  remedy: ["write-empty-arguments", "update-the-tool-parser"],
  seen: ["sigoden/aichat#1217", "NVIDIA/TensorRT-LLM#19228", "vllm-project/vllm#47901"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "", at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f", parameters: {type: "object", properties: {}}}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: " \n", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Where a function requires arguments, their absence is for the check of JSON.
def judged: tools_offered as $tools | calls[] | select(.arguments | type == "string") | select(needs_none($tools));

def applies: when(answered, called, if [judged] == [] then "no call can do without arguments" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if cut_off or [cut_in_secret] != [] then "the answer was cut off by its token limit" else true end);
def check: every(judged; blank | not;
  finding("the arguments of \(.name) are \(if .arguments == "" then "empty" else "white space" end)"; .at; .arguments | excerpt));
