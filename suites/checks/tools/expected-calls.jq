module {
  requirement: "The answer calls the functions that the case expects, and no others.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "stop",
  concerns: "model",
  expects: "calls",
  yields_to: [
    "tools/obeys-the-choice", "tools/not-in-the-old-field", "tools/known-function",
    "tools/call-shape", "tools/arguments-are-json", "tools/no-call-markup",
    "streamed-tools/one-index-per-call", "finish/calls-mean-tool-calls",
    "reasoning/leaves-an-answer"
  ],
  breaks: [
    {program: "52 of 52 clients", about: "again",
     does: "repeat the same call again and again if the result does not reach the model",
     shown: ["opencode-serve/all:multiturn.tool-result-emptied",
       "opencode-native-serve/all:multiturn.tool-result-emptied",
       "kilo-serve/all:multiturn.tool-result-emptied",
       "langchain/stream:multiturn.tool-result-emptied"]},
    {program: "31 of 32 clients", about: "none",
     does: "end with the model's text and no error if there is no call: no tool runs",
     shown: ["opencode-serve/all:stream.parity-differs",
       "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs",
       "openai-python/stream:stream.parity-differs"]},
    {about: "another",
     does: "the agent runs another tool than requested, or does not run a requested one",
     measured: false}],
  remedy: ["tool-parser-missing", "result-not-consumed", "see-how-often"],
  seen: ["NousResearch/hermes-agent#7628", "LostRuins/koboldcpp#1988",
    "ikawrakow/ik_llama.cpp#1613"],
  passes: [
    {case: {expect: {calls: ["f"]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: []}},
      response: {assembled: {choices: [{index: 0, tool_calls: [], content: "hi"}]}}},
    {case: {expect: {calls: ["f"]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}}],
  fails: [
    {case: {expect: {calls: ["f", "g"]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}, {name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [], content: "I would call f"}]}}},
    {case: {expect: {calls: ["f"]}},
      request: {body: {messages: [],
        tools: [{function: {name: "f", description: "something that takes some words to say"}}]}},
      response: {assembled: {usage: {prompt_tokens: 4}, choices: [{index: 0, tool_calls: []}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, content: "<tool_call>{\"name\": \"f\", \"argu",
        tool_calls: []}]}}},
    {case: {expect: {calls: []}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: ["f", "f"]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}}, request: {body: {tools: [{function: {name: "g"}}]}},
      response: {assembled: {choices: [{index: 0, tool_calls: [{name: "g"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

# The names of the calls of a choice.
def names: [.tool_calls[]?.name];

# Each function is called at least as often as expected, and no other function is called.
def suffice($want): names as $got
  | ($got | unique) == ($want | unique)
    and all($want | group_by(.)[];
      length <= (.[0] as $name | [$got[] | select(. == $name)] | length));

def applies: when(answered, finished, has_choices, no_error,
  unless(cut_off or [cut_in_secret] != [] or (at_the_limit and [only_thought] != []);
    "the answer was cut off by its token limit"));

# What is wrong with calls of these names.
def message($want; $got; $left_out):
  if $want == [] then "it calls \($got | join(", ")), but a text answer was expected"
  elif $got == [] then
    "it makes no tool call, but \($want | join(", ")) was expected"
    + (if $left_out
      then "; usage counts \($left_out.tokens) prompt tokens for \($left_out.size) bytes of "
        + "messages and tools"
      else "" end)
  elif ($got | unique) == ($want | unique) then
    "it makes \($got | length) of \($want | length) expected calls: \($got | join(", "))"
  else "it calls \($got | join(", ")), not \($want | join(", "))" end;

# The first call that is written as text and that no parser can read.
def unreadable: [calls_as_text | select(.readable | not)][0];

def check:
  [unreadable][0] as $unreadable
  | .case.expect.calls as $want
  | [left_out][0] as $left_out
  | any(asked.messages[]?; .role? == "tool") as $returned
  | every(choices[]; suffice($want);
      names as $got
      | finding(message($want; $got; $left_out); choice_place;
          if $got == [] then .content | excerpt else $got | shown end;
          miscall_remedy($want; $got; $left_out; $returned))
        + {about: (if $want == [] then "again" elif $got == [] then "none" else "another" end)}
        + (if $got == [] and $unreadable != null then
            {message: "it writes a call of \($want | unique | join(", ")) that no parser can read",
              saw: ($unreadable.text | excerpt),
              remedy: ["stronger-model", "see-how-often", "tool-parser-mismatch"]}
          else {} end));
