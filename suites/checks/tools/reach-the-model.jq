module {
  requirement: "All tools that a request offers reach the model, in every turn.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools",
  clause: "Create chat completion: `tools`, \"A list of tools the model may call\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "31 of 32 clients",
     does: "end with the model's text and no error if there is no call: no tool runs",
     shown: ["opencode-serve/all:stream.parity-differs",
       "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs",
       "openai-python/stream:stream.parity-differs"]}],
  remedy: ["tools-not-in-the-prompt", "ask-the-engine-directly"],
  passes: [{transcripts: [
    {case: {id: "a", expect: {calls: ["f"]}},
      request: {body: {messages: [],
        tools: [{function: {name: "f", description: "something that takes some words"}}]}},
      response: {assembled: {usage: {prompt_tokens: 4},
        choices: [{content: "No.", tool_calls: []}]}}},
    {case: {id: "b", expect: {calls: ["f"]}},
      request: {body: {messages: [],
        tools: [{function: {name: "f", description: "something that takes some words"}}]}},
      response: {assembled: {usage: {prompt_tokens: 40, prompt_tokens_details: {cached_tokens: 0}},
        choices: [{content: "No.", tool_calls: []}]}}}]}],
  fails: [
    {transcripts: [{case: {id: "a", expect: {calls: ["f"]}},
      request: {body: {messages: [],
        tools: [{function: {name: "f", description: "something that takes some words"}}]}},
      response: {assembled: {usage: {prompt_tokens: 4, prompt_tokens_details: {cached_tokens: 0}},
        choices: [{content: "No.", tool_calls: []}]}}}]},
    {transcripts: [{case: {id: "a", expect: {calls: ["f"]}},
      request: {body: {messages: [{role: "user", content: "Notes 0a-1. Call f."}],
        tools: [{function: {name: "f",
          description: "Notes 0a-1. something that takes some words"}}]}},
      response: {assembled: {usage: {prompt_tokens: 8},
        choices: [{content: "No.", tool_calls: []}]}}}]}]
};

include "lib/transcript";
include "lib/tools";

# Answers to requests that expect a call and leave the choice to the model.
def judged:
  .transcripts[]
  | select((.case.expect.calls? // []) != [] and tools_offered != [])
  | select(asked.tool_choice | . == null or . == "auto")
  | select(answered == true and .response.assembled.error == null and choices != []);
def after_result: any(asked.messages[]?; .role? == "tool");

# Answers without a call whose prompt is too small to contain the tools.
def lost:
  judged
  | select(calls == [])
  | . as $one
  | [left_out | select(.certain)][0]
  | values
  | . + {one: $one};

# The highest position, in a list of tools, of a tool that was called.
def furthest:
  [ judged
    | [tools_offered[].name] as $offered
    | calls[]
    | .name as $name
    | $offered | index([$name]) | values | . + 1 ]
  | max // 0;

# The lowest position of a tool that the case expects.
def wanted_at:
  [tools_offered[].name] as $offered
  | [.case.expect.calls[] as $name | $offered | index([$name]) | values | . + 1]
  | min // 0;

def applies: unless([judged] == []; "no request that expects a call was answered");

def check: . as $run
  | [lost] as $lost
  | furthest as $furthest
  | ($furthest > 0 and all($lost[].one; after_result)) as $late
  | ($furthest > 0 and ($late | not) and all($lost[].one; wanted_at > $furthest)) as $behind
  # Non-streamed answers call tools and no stream does: streams lose the tools.
  | ($furthest > 0 and ($lost | length) > 2 and all($lost[].one; asked.stream == true)
      and ([judged | select(asked.stream == true and calls != [])] == [])) as $in_streams
  | (if $in_streams
      then ["tools/obeys-the-choice", "parity/same-calls", "parity/same-finish",
        "parity/same-text"]
      else [] end) as $checks_of_streams
  | expect($lost == [];
      $lost[0] as $first
      | finding("usage counts \($first.tokens) prompt tokens for \($first.size) bytes of messages "
            + "and tools, and there is no tool call: the tools do not reach the model"
            + (if $late then " after a tool result"
              elif $in_streams then " in streams"
              elif $behind then ", except the first ones"
              else "" end);
          "\($first.one.case.id), usage.prompt_tokens"; $first.one | choices[0].content | excerpt;
          if $late then ["keep-tools-in-later-turns", "tools-not-in-the-prompt"]
          elif $in_streams then ["pass-tools-in-streams", "tools-not-in-the-prompt"]
          elif $behind then ["keep-the-whole-list-of-tools", "tools-not-in-the-prompt"]
          else null end)
      # The model cannot call a tool that it does not know.
      + {explains: {checks: (["tools/expected-calls"] + $checks_of_streams),
          transcripts: [
            ( select($in_streams)
              | $run.transcripts[]
              | select(asked.stream == true and tools_offered != [] and calls == [])
              | file ),
            ($lost[].one | file),
            ( $run
              | judged
              | select(calls == [])
              | select($furthest == 0 or ($behind and wanted_at > $furthest)
                  or ($late and after_result))
              | file )
          ] | unique}});
