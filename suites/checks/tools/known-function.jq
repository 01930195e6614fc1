module {
  requirement: "A call names one of the functions that the request offered.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  breaks: [
    {program: "OpenCode", version: "1.18.33", does: "turns the call into one of its tool `invalid` (`Model tried to call unavailable tool 'writewrite'`), and asks again as often as the model repeats it",
     shown: ["opencode-serve/all:tools.name-unknown"]},
    {program: "OpenCode's native runtime, Kilo 7.7.7, Copilot CLI 1.0.102, pi 0.73.1, Qwen Code 0.15.10 and LangChain 1.7.4", does: "report an error as the result, and ask again as often as the model repeats the call",
     shown: ["opencode-native-serve/all:tools.name-unknown", "kilo-serve/all:tools.name-unknown", "copilot:tools.name-unknown", "pi:tools.name-unknown", "qwen-code:tools.name-unknown", "langchain/stream:tools.name-unknown"]},
    {program: "OpenAI Agents SDK", version: "0.24.0", does: "stops with an error", says: "Tool save_notesave_note not found in agent",
     shown: ["openai-agents/stream:tools.name-unknown", "openai-agents/run:tools.name-unknown"]},
    {program: "openai-python", version: "3.57.0", does: "gives the loop that looks the tool up a `KeyError`", says: "'save_notesave_note'",
     shown: ["openai-python/stream:tools.name-unknown"]}],
  remedy: ["tool-parser-mismatch", "stronger-model"],
  seen: ["NousResearch/hermes-agent#3468", "vllm-project/vllm#32587", "continuedev/continue#10711", "waybarrios/vllm-mlx#162"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "get_weather"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "weather", at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "ff", at: "event 3"}]}]}}},
    {request: {body: {}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# A call without a name is for the check of its shape.
def judged: calls[] | select(.name | type == "string" and . != "");

def applies: when(answered, called, if [judged] == [] then "no call has a name" else true end,
  if [tools_offered[].name] as $offered | any(judged; pieced_name($offered) != null) then "the name comes in pieces, which is judged as that" else true end);
def check: [tools_offered[].name] as $offered
  | every(judged; .name as $name | $offered | index([$name]) != null;
      finding("\(.name | shown) was not offered (\(if $offered == [] then "no function was" else "offered: \($offered | join(", "))" end))"; .at; .name | excerpt)
      + (.name as $name | [$offered[] | strings | select(. as $one | $name != $one and ($name | startswith($one) or endswith($one)))][0] as $within
        | if $within then {remedy: ["name-and-more", "tool-parser-mismatch"]}
          # A word of an offered name is the model's own making; one that was cut is nearly whole, or as long as names may be.
          elif any($offered[] | strings; split("_") as $words | ($words | length) > 1 and ($name | split("_")) as $parts | ($words | index($parts)) != null) and ($name | length) < 20 then
            {remedy: ["stronger-model", "tool-parser-mismatch"]}
          # A name that was cut, or of which other characters were made, was offered.
          elif any($offered[] | strings; startswith($name) or (gsub("[^A-Za-z0-9]+"; "") == ($name | gsub("[^A-Za-z0-9]+"; "")))) then {remedy: ["keep-tool-names", "tool-parser-mismatch"]}
          else {} end));
