module {
  requirement: "Whole answers and streams make the same calls with the same arguments.",
  reference: "https://platform.openai.com/docs/guides/function-calling#streaming",
  level: "must",
  concerns: "protocol",
  over: "case",
  breaks: [
    {program: "31 of 32 clients, OpenCode and Kilo among them", does: "end with words and no error where the call comes without streaming only: no tool has run",
     shown: ["opencode-serve/all:stream.parity-differs", "opencode-native-serve/all:stream.parity-differs", "kilo-serve/all:stream.parity-differs", "openai-python/stream:stream.parity-differs"]},
    {program: "25 of 28 clients", does: "end with an empty answer and no error where a short call is missing from the stream",
     shown: ["aisdk-2.0.41/stream:args.streamed-short-call-lost", "aisdk-3-latest/stream:args.streamed-short-call-lost", "openai-python/stream:args.streamed-short-call-lost", "langchain/stream:args.streamed-short-call-lost"]}],
  remedy: ["one-parser-for-both-modes", "ask-the-engine-directly"],
  seen: ["vllm-project/vllm#47903", "sgl-project/sglang#8316"],
  passes: [{case: {expect: [{}]}, transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1, b: 2}}]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1, b: 2}}]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {b: 2, a: 1}}]}]}}}]}],
  fails: [{case: {expect: [{}]}, transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 1}}]}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {a: 2}}]}]}}}]}]
};

include "lib/transcript";
include "lib/parity";
include "lib/tools";

# Whether a call is due, its name and the arguments that the case expects are judged in each answer.
def expected: [.case.expect[] | objects] as $steps
  | {calls: any($steps[]; .calls | arrays | . != []), keys: ([$steps[] | .arguments, .exact | objects | keys[]] | unique)};
def sketch($keys): [calls[] | {name, arguments: (.parsed | if type == "object" then with_entries(select(.key as $key | $keys | index([$key]) == null)) else . end)}];

def applies: expected as $expected
  | when(comparable, if any(.transcripts[]; [tools_offered[].name] as $offered | any(calls[]; pieced_name($offered) != null)) then "a name comes in pieces, which is judged as that" else true end,
      if any(.transcripts[] | calls[]; .parsed == null) then "the arguments cannot be read" else true end,
      if [.transcripts[] | [calls[].name] == []] | unique | length > 1 and $expected.calls then "that a call is missing is judged" else true end);
def check: expected as $expected | agree(sketch($expected.keys); "what is called");
