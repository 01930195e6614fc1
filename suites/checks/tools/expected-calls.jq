module {
  requirement: "The answer calls the functions that the case asks for, and no others.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  expects: "calls",
  breaks: [
    {program: "52 of 52 clients", about: "again", does: "run the same call again and again where the result does not reach the model",
     shown: ["opencode-serve/all:multiturn.tool-result-emptied", "opencode-native-serve/all:multiturn.tool-result-emptied", "kilo-serve/all:multiturn.tool-result-emptied", "langchain/stream:multiturn.tool-result-emptied"]},
    {program: "31 of 32 clients", about: "none", does: "end with the model's words and no error where no call comes: no tool has run",
     shown: ["opencode-serve/all:stream.parity-differs", "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs", "openai-python/stream:stream.parity-differs"]},
    {about: "another", does: "the agent runs another tool than the one that was asked for, or lacks one", measured: false}],
  remedy: ["tool-parser-missing", "result-not-consumed", "see-how-often"],
  seen: ["NousResearch/hermes-agent#7628", "LostRuins/koboldcpp#1988", "ikawrakow/ik_llama.cpp#1613"],
  passes: [{case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: []}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "hi"}]}}},
    {case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}}],
  fails: [{case: {expect: {calls: ["f", "g"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "I would call f"}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {messages: [], tools: [{function: {name: "f", description: "something that takes some words to say"}}]}}, response: {assembled: {usage: {prompt_tokens: 4}, choices: [{index: 0, tool_calls: []}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, content: "<tool_call>{\"name\": \"f\", \"argu", tool_calls: []}]}}},
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

def applies: when(answered, finished, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if cut_off or [cut_in_secret] != [] then "the answer was cut off by its token limit" else true end,
  if [disobedient] != [] then "tool_choice is not obeyed, which is judged as that" else true end,
  if [legacy_calls] != [] then "the call is in the old field, which is judged as that" else true end,
  if [swallowed] != [] and .case.expect.calls != [] then "a call was swallowed, as the finish reason tells" else true end,
  if [only_thought] != [] then "the answer is in the reasoning alone" else true end,
  if any(calls[]; mixed) then "the pieces of calls are mixed up" else true end,
  if any(calls[]; [.defects[]? | select(.kind == "trailing-text")] != []) then "the arguments of a call hold more than one value" else true end,
  if any(calls[]; .name | named | not) then "a call has no name" else true end,
  if [tools_offered[].name] as $offered | any(calls[].name; . as $name | $offered | index([$name]) == null) and asked.tools != null
    then "a call is of a function that was not offered" else true end,
  if called != true and [calls_as_text | select(.readable)] != [] then "a call is written as text" else true end);
# What is wrong with calls of these names.
def message($want; $got; $left_out):
  if $want == [] then "it calls \($got | join(", ")), where an answer in words was asked for"
  elif $got == [] then "it calls nothing, where \($want | join(", ")) was asked for"
    + (if $left_out then "; the prompt counts \($left_out.tokens) tokens for \($left_out.size) bytes of messages and tools" else "" end)
  elif ($got | unique) == ($want | unique) then "it makes \($got | length) of \($want | length) calls that were asked for: \($got | join(", "))"
  else "it calls \($got | join(", ")), not \($want | join(", "))" end;

# The call that a choice writes as text, and that no parser could read.
def unreadable: [calls_as_text | select(.readable | not)][0];

def check: [unreadable][0] as $unreadable | .case.expect.calls as $want | [left_out][0] as $left_out | any(asked.messages[]?; .role? == "tool") as $returned
  | every(choices[]; suffice($want);
      names as $got
      | finding(message($want; $got; $left_out); .tool_calls[0].at? // "choice \(.index)"; if $got == [] then .content | excerpt else $got | shown end;
          miscall_remedy($want; $got; $left_out; $returned))
        + {about: (if $want == [] then "again" elif $got == [] then "none" else "another" end)}
        + (if $got == [] and $unreadable != null then
            {message: "it writes a call of \($want | unique | join(", ")) that no parser can read", saw: ($unreadable.text | excerpt),
              remedy: ["stronger-model", "see-how-often", "tool-parser-mismatch"]} else {} end));
