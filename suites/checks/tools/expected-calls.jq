module {
  requirement: "The answer calls the functions that the case asks for, and no others.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  expects: "calls",
  breaks: ["no call: the agent describes what it would do and stops", "a call again after the result: the agent repeats itself for ever"],
  remedy: ["no call at all: the tool parser is off or does not fit the model",
    "a call again after its result: the chat template does not render role `tool`",
    "now and then: the model's own choice"],
  seen: ["NousResearch/hermes-agent#7628", "LostRuins/koboldcpp#1988", "ikawrakow/ik_llama.cpp#1613"],
  passes: [{case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: []}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "hi"}]}}},
    {case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}}],
  fails: [{case: {expect: {calls: ["f", "g"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "I would call f"}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {messages: [], tools: [{function: {name: "f", description: "something that takes some words to say"}}]}}, response: {assembled: {usage: {prompt_tokens: 4}, choices: [{index: 0, tool_calls: []}]}}},
    {case: {expect: {calls: []}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: ["f", "f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {tools: [{function: {name: "g"}}]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "g"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

# The names of the calls of a choice, and whether they are enough: each as often as it is wanted, and no other.
def names: [.tool_calls[]?.name];
def suffice($want): names as $got | ($got | unique) == ($want | unique)
  and all($want | group_by(.)[]; length <= (.[0] as $name | [$got[] | select(. == $name)] | length));

def applies: when(answered, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if cut_off or [cut_in_secret] != [] then "the answer was cut off by its token limit" else true end,
  if [disobedient] != [] then "tool_choice is not obeyed, which is judged as that" else true end,
  if [swallowed] != [] and .case.expect.calls != [] then "a call was swallowed, as the finish reason tells" else true end,
  if [only_thought] != [] then "the answer stands in the reasoning alone" else true end,
  if any(calls[]; mixed) then "the pieces of calls are mixed up" else true end,
  if any(calls[]; [.defects[]? | select(.kind == "trailing-text")] != []) then "the arguments of a call hold more than one value" else true end,
  if any(calls[]; .name | named | not) then "a call has no name" else true end,
  if [tools_offered[].name] as $offered | any(calls[].name; . as $name | $offered | index([$name]) == null) and asked.tools != null
    then "a call is of a function that was not offered" else true end,
  if called != true and [calls_as_text] != [] then "a call stands as text" else true end);
# What is wrong with calls of these names.
def message($want; $got; $left_out):
  if $want == [] then "it calls \($got | join(", ")) where an answer in words is due"
  elif $got == [] then "it calls nothing, where \($want | join(", ")) was asked for"
    + (if $left_out then "; the prompt counts \($left_out.tokens) tokens for \($left_out.size) bytes of messages and tools" else "" end)
  elif ($got | unique) == ($want | unique) then "it makes \($got | length) of \($want | length) calls that were asked for: \($got | join(", "))"
  else "it calls \($got | join(", ")), not \($want | join(", "))" end;

def check: .case.expect.calls as $want | [left_out][0] as $left_out
  | every(choices[]; suffice($want);
      names as $got
      | finding(message($want; $got; $left_out); .tool_calls[0].at? // "choice \(.index)"; if $got == [] then .content | excerpt else $got | shown end;
          miscall_remedy($want; $got; $left_out)));
