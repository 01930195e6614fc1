module {
  requirement: "The arguments of a call without arguments are `{}`, not an empty string.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `function.arguments`, \"in JSON format\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenAI Agents SDK (JavaScript)", version: "0.20.0",
     does: "repeats requests until its turn limit", says: "Max turns (12) exceeded",
     shown: ["openai-agents-js/run:tools.args-empty-string",
       "openai-agents-js/stream:tools.args-empty-string"]},
    {program: "LangChain.js", version: "1.5.8",
     does: "drops the call, and ends with an empty answer and no error",
     shown: ["langchainjs/invoke:tools.args-empty-string"]},
    {program: "openai-python", version: "3.57.0",
     does: "returns the empty text; the code that parses it fails",
     says: "Expecting value: line 1 column 1 (char 0)",
     shown: ["openai-python/plain:tools.args-empty-string",
       "openai-python/stream:tools.args-empty-string"]},
    {program: "openai-node", version: "7.59.0",
     does: "returns the empty text; the code that parses it fails",
     says: "Unexpected end of JSON input",
     shown: ["openai-node/plain:tools.args-empty-string",
       "openai-node/stream:tools.args-empty-string"]}],
  remedy: ["write-empty-arguments", "update-the-tool-parser"],
  seen: ["sigoden/aichat#1217", "NVIDIA/TensorRT-LLM#19228", "vllm-project/vllm#47901"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}},
    response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}"}]}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", arguments: "", at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f",
        parameters: {type: "object", properties: {}}}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", arguments: " \n", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# If a function requires arguments, tools/arguments-are-json judges their absence.
def judged:
  tools_by_name as $tools
  | calls[]
  | select(.arguments | type == "string")
  | select(needs_none($tools));

def applies: when(answered, called,
  unless([judged] == []; "every called function requires arguments"),
  no_error,
  unless(cut_off or [cut_in_secret] != []; "the answer was cut off by its token limit"));

def check: every(judged; blank | not;
  (if .arguments == "" then "empty" else "white space" end) as $state
  | finding("the arguments of \(.name) are \($state)"; where; .arguments | excerpt));
