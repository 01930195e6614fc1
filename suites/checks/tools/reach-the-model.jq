module {
  requirement: "All tools that a request offers reach the model, in every turn.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{program: "31 of 32 clients", does: "end with the model's words and no error where no call comes: no tool has run",
     shown: ["opencode-serve/all:stream.parity-differs", "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs", "openai-python/stream:stream.parity-differs"]}],
  remedy: ["tools-not-in-the-prompt", "ask-the-engine-directly"],
  passes: [{transcripts: [{case: {id: "a", expect: {calls: ["f"]}}, request: {body: {messages: [], tools: [{function: {name: "f", description: "something that takes some words"}}]}}, response: {assembled: {usage: {prompt_tokens: 4}, choices: [{content: "No.", tool_calls: []}]}}},
    {case: {id: "b", expect: {calls: ["f"]}}, request: {body: {messages: [], tools: [{function: {name: "f", description: "something that takes some words"}}]}}, response: {assembled: {usage: {prompt_tokens: 40, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "No.", tool_calls: []}]}}}]}],
  fails: [{transcripts: [{case: {id: "a", expect: {calls: ["f"]}}, request: {body: {messages: [], tools: [{function: {name: "f", description: "something that takes some words"}}]}}, response: {assembled: {usage: {prompt_tokens: 4, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "No.", tool_calls: []}]}}}]},
    {transcripts: [{case: {id: "a", expect: {calls: ["f"]}}, request: {body: {messages: [{role: "user", content: "Notes 0a-1. Call f."}], tools: [{function: {name: "f", description: "Notes 0a-1. something that takes some words"}}]}}, response: {assembled: {usage: {prompt_tokens: 8}, choices: [{content: "No.", tool_calls: []}]}}}]}]
};

include "lib/transcript";
include "lib/tools";

# Requests that want a call and leave the choice to the model.
def judged: .transcripts[] | select((.case.expect.calls? // []) != [] and (asked.tool_choice | . == null or . == "auto") and tools_offered != [])
  | select(answered == true and .response.assembled.error == null and choices != []);
def after_result: any(asked.messages[]?; .role? == "tool");

# Those where nothing was called, and the tools were not counted.
def lost: judged | select(calls == []) | . as $one | [left_out | select(.certain)][0] | values | . + {one: $one};

# The furthest place in a list of tools at which one was ever called.
def furthest: [judged | [tools_offered[].name] as $offered | calls[] | .name as $name | $offered | index([$name]) | values | . + 1] | max // 0;
# Where the first of the functions that a case wants stands.
def wanted_at: [tools_offered[].name] as $offered | [.case.expect.calls[] as $name | $offered | index([$name]) | values | . + 1] | min // 0;

def applies: if [judged] == [] then "no answer to a request that wants a call came" else true end;
def check: . as $run | [lost] as $lost | furthest as $furthest
  | ($furthest > 0 and all($lost[].one; after_result)) as $late
  | ($furthest > 0 and ($late | not) and all($lost[].one; wanted_at > $furthest)) as $behind
  # Where whole answers call and no stream does, the tools are lost on the way of the streams.
  | ($furthest > 0 and ($lost | length) > 2 and all($lost[].one; asked.stream == true) and ([judged | select(asked.stream == true and calls != [])] == [])) as $in_streams
  | expect($lost == []; $lost[0] as $first
      | finding("the prompt counts \($first.tokens) tokens for \($first.size) bytes of messages and tools, and nothing is called: the tools do not reach the model"
            + (if $late then " once the conversation holds the result of one" elif $in_streams then " in streams" elif $behind then ", or only the first of them" else "" end);
          "\($first.one.case.id), usage.prompt_tokens"; $first.one | choices[0].content | excerpt;
          if $late then ["keep-tools-in-later-turns", "tools-not-in-the-prompt"]
          elif $in_streams then ["pass-tools-in-streams", "tools-not-in-the-prompt"]
          elif $behind then ["keep-the-whole-list-of-tools", "tools-not-in-the-prompt"] else null end)
      # What was not offered to the model it cannot call.
      + {explains: {checks: (["tools/expected-calls"] + if $in_streams then ["tools/obeys-the-choice", "parity/same-calls", "parity/same-finish", "parity/same-text"] else [] end),
          transcripts: [(select($in_streams) | $run.transcripts[] | select(asked.stream == true and tools_offered != [] and calls == []) | file),
            ($lost[].one | file), ($run | judged | select(calls == [] and ($furthest == 0 or ($behind and wanted_at > $furthest) or ($late and after_result))) | file)] | unique}});
