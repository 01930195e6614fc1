module {
  requirement: "Streamed and non-streamed answers make the same calls with the same arguments.",
  reference: "https://platform.openai.com/docs/guides/function-calling#streaming",
  clause: "Function calling, Streaming: the aggregated deltas make up the tool call",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  yields_to: ["streamed-tools/name-in-one-piece"],
  breaks: [
    {program: "31 of 32 clients, including OpenCode and Kilo",
      does: "end with text and no error, and run no tool, if the call is missing from the stream",
      shown: ["opencode-serve/all:stream.parity-differs",
        "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs",
        "openai-python/stream:stream.parity-differs"]},
    {program: "25 of 28 clients",
      does: "end with an empty answer and no error if a short call is missing from the stream",
      shown: ["aisdk-2.0.41/stream:args.streamed-short-call-lost",
        "aisdk-3-latest/stream:args.streamed-short-call-lost",
        "openai-python/stream:args.streamed-short-call-lost",
        "langchain/stream:args.streamed-short-call-lost"]}
  ],
  remedy: ["one-parser-for-both-modes", "ask-the-engine-directly"],
  seen: ["vllm-project/vllm#47903", "sgl-project/sglang#8316"],
  passes: [
    {case: {expect: [{}]},
      transcripts: [
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1, b: 2}}]}]}}},
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1, b: 2}}]}]}}},
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}}]}
  ],
  fails: [
    {case: {expect: [{}]},
      transcripts: [
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}},
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}},
        {case: {streamed: false},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}},
        {case: {streamed: true},
          response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}}]}
  ]
};

include "lib/transcript";
include "lib/parity";

# Other checks judge in each answer whether it calls, and the arguments that the case expects.
def expected: [.case.expect[] | objects] as $steps
  | {
      calls: any($steps[]; .calls | arrays | . != []),
      keys: ([$steps[] | .arguments, .exact | objects | keys[]] | unique)
    };

def without($keys): if type == "object" then
    with_entries(select(.key as $key | $keys | index([$key]) == null))
  else . end;
def sketch($keys): [calls[] | {name, arguments: (.parsed | without($keys))}];

def applies: expected as $expected
  | when(comparable,
      unless(any(.transcripts[] | calls[]; .parsed == null); "the arguments cannot be parsed"),
      unless([.transcripts[] | [calls[].name] == []] | unique | length > 1 and $expected.calls;
        "not evaluated: see tools/expected-calls"));

def check: expected as $expected | agree(sketch($expected.keys); "the list of calls");
