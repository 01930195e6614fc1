module {
  requirement: "A call names one of the functions that the request offers.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools",
  clause: "Create chat completion: `tools`, \"A list of tools the model may call\"",
  level: "must",
  impact: "stop",
  concerns: "model",
  yields_to: ["streamed-tools/name-in-one-piece"],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does:
       "calls its `invalid` tool (`Model tried to call unavailable tool 'writewrite'`), and loops",
     shown: ["opencode-serve/all:tools.name-unknown"]},
    {program:
       "OpenCode's native runtime, Kilo 7.7.7, Copilot CLI 1.0.102, pi 0.73.1, Qwen Code 0.15.10 and LangChain 1.7.4",
     does: "report an error as the result, and loop while the model repeats the call",
     shown: ["opencode-native-serve/all:tools.name-unknown", "kilo-serve/all:tools.name-unknown",
       "copilot:tools.name-unknown", "pi:tools.name-unknown", "qwen-code:tools.name-unknown",
       "langchain/stream:tools.name-unknown"]},
    {program: "OpenAI Agents SDK", version: "0.24.0",
     does: "stops with an error", says: "Tool save_notesave_note not found in agent",
     shown: ["openai-agents/stream:tools.name-unknown", "openai-agents/run:tools.name-unknown"]},
    {program: "openai-python", version: "3.57.0",
     does: "returns the call; the code that looks up the tool fails with a `KeyError`",
     says: "'save_notesave_note'", shown: ["openai-python/stream:tools.name-unknown"]}],
  remedy: ["tool-parser-mismatch", "stronger-model"],
  seen: ["NousResearch/hermes-agent#3468", "vllm-project/vllm#32587", "continuedev/continue#10711",
    "waybarrios/vllm-mlx#162"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}},
    response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}],
  fails: [
    {request: {body: {tools: [{function: {name: "get_weather"}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "weather", at: "event 3"}]}]}}},
    {request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "ff", at: "event 3"}]}]}}},
    {request: {body: {}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}]
};

include "lib/transcript";

# A call without a name is left to tools/call-shape.
def judged: calls[] | select(.name | type == "string" and . != "");

def applies: when(answered, called,
  unless([judged] == []; "no call has a name"));

# An offered name is the beginning or the end of this one.
def extends($offered): . as $name
  | any($offered[] | strings;
      . as $known | $name != $known and ($name | startswith($known) or endswith($known)));

# The name consists of words of an offered name: the model shortened it. A name that a program
# truncated is longer.
def shortens($offered): . as $name
  | any($offered[] | strings;
      split("_") as $words
      | ($words | length) > 1
        and ($name | split("_")) as $parts | ($words | index($parts)) != null)
    and ($name | length) < 20;

# An offered name was truncated, or its special characters were replaced.
def altered($offered): . as $name
  | any($offered[] | strings;
      startswith($name)
      or (gsub("[^A-Za-z0-9]+"; "") == ($name | gsub("[^A-Za-z0-9]+"; ""))));

def remedy_of_name($offered):
  if extends($offered) then {remedy: ["name-and-more", "tool-parser-mismatch"]}
  elif shortens($offered) then {remedy: ["stronger-model", "tool-parser-mismatch"]}
  elif altered($offered) then {remedy: ["keep-tool-names", "tool-parser-mismatch"]}
  else {} end;

def check:
  [tools_offered[].name] as $offered
  | ($offered | map(. // "" | tostring) | joined(", ")) as $names
  | (if $offered == [] then "no function was" else "offered: \($names)" end) as $all
  | (reduce ($offered[] | strings) as $name ({}; .[$name] = true)) as $known
  | every(judged; $known[.name] == true;
      finding("\(.name | shown) was not offered (\($all))"; where; .name | excerpt)
      + (.name | remedy_of_name($offered)));
