module {
  requirement: "None of several simultaneous requests waits many times longer than the others.",
  reference: "https://platform.openai.com/docs/guides/latency-optimization",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "should",
  impact: "loss",
  concerns: "transport",
  over: "case",
  expects: "own_word",
  breaks: [
    {program: "74 of 74 clients",
      does: "still wait, without an error, if a response has not begun after 45 s",
      shown: [
        "opencode-serve/all:err.hang-no-response", "aisdk-3-latest/stream:err.hang-no-response",
        "openai-python/stream:err.hang-no-response", "claude-code:err.hang-no-response"
      ]}
  ],
  remedy: ["scheduler-queue", "replica-down"],
  seen: ["github/copilot-cli#4286", "CommandCodeAI/command-code#785", "BerriAI/litellm#32086"],
  passes: [
    {transcripts: [
      {case: {streamed: true}, timing: {first_byte_ms: 1000, total_ms: 1900},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 2000, total_ms: 2900},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 3000, total_ms: 3900},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 4000, total_ms: 4900},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 5000, total_ms: 5900},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 6000, total_ms: 6900},
        response: {assembled: {choices: [{}]}}}
    ]},
    {transcripts: [
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 6000},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 6000},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 6000},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 6000},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 6000},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 6100, total_ms: 9000},
        response: {assembled: {choices: [{}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 1500},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 1500},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 1500},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 1500},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 100, total_ms: 1500},
        response: {assembled: {choices: [{}]}}},
      {case: {streamed: true}, timing: {first_byte_ms: 9000, total_ms: 9900},
        response: {assembled: {choices: [{}]}}}
    ]}
  ]
};

include "lib/transcript";

# In a queue one request waits for the others. So a wait counts only if it is longer than any of
# the others took from beginning to end.
def groups:
  [ .transcripts[]
    | select(answered == true and choices != [])
    | select(.timing.first_byte_ms | type == "number") ]
  | group_by(.case.streamed)[]
  | select(length >= 6)
  | sort_by(.timing.first_byte_ms);

def seconds: . / 100 | floor / 10;

def applies: unless([groups] == []; "there are fewer than six simultaneous responses");

def check:
  [ groups
    | .[-1].timing.first_byte_ms as $slowest
    | .[length / 2 | floor].timing.first_byte_ms as $median
    | ([.[:-1][] | .timing.total_ms | numbers] | max // 0) as $longest
    | select($slowest > 3000 and $slowest > 10 * $median and $slowest > 1.5 * $longest)
    | finding("one response began after \($slowest | seconds) s, "
          + "half of the others within \($median | seconds) s";
        "timing.first_byte_ms";
        map(.timing.first_byte_ms | floor) | shown) ]
  | if . == [] then true else .[] end;
