module {
  requirement: "A call names one of the functions that the request offered.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  breaks: ["the agent answers `tool not found` and the model tries again, for ever"],
  remedy: ["a name with markup in it or doubled: the tool parser does not fit the model", "a name made up: the model is too weak, or its template leaves the tools out"],
  seen: ["NousResearch/hermes-agent#3468", "vllm-project/vllm#32587", "continuedev/continue#10711", "waybarrios/vllm-mlx#162"],
  passes: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}],
  fails: [{request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "ff", at: "event 3"}]}]}}},
    {request: {body: {}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f", at: "event 3"}]}]}}}]
};

include "lib/transcript";

# A call without a name is for the check of its shape.
def judged: calls[] | select(.name | type == "string" and . != "");

def applies: when(answered, called, if [judged] == [] then "no call has a name" else true end);
def check: [tools_offered[].name] as $offered
  | every(judged; .name as $name | $offered | index([$name]) != null;
      finding("\(.name | shown) was not offered (\(if $offered == [] then "no function was" else "offered: \($offered | join(", "))" end))"; .at; .name | excerpt)
      + (.name as $name | [$offered[] | strings | select(. as $one | $name != $one and ($name | startswith($one) or endswith($one)))][0] as $within
        | if $within then {remedy: ["the name is \($within) and more: the tool parser leaves markup in it, or joins the names of several deltas; update it, and a gateway likewise"]} else {} end));
