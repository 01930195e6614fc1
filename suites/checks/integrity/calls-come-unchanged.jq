module {
  requirement:
    "Commands, package names and checksums in a tool call arrive as the model wrote them.",
  reference: "https://arxiv.org/abs/2604.08407",
  clause: "No specification requires this; the paper describes such changes as payload injection.",
  level: "must",
  impact: "corruption",
  concerns: "transport",
  over: "case",
  expects: "canaries",
  breaks: [
    {does:
      "an agent runs a changed command: a changed package name is enough to take over its machine",
      measured: false}
  ],
  remedy: ["find-the-rewriter"],
  passes: [
    {case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]},
      transcripts: [
        {step: 1,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install x", b: "c",
            d: "e"}}]}]}}},
        {step: 2,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c",
            d: "e"}}]}]}}}]},
    {case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]},
      transcripts: [
        {step: 1,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "y", b: "y", d: "y"}}]}]}}},
        {step: 2,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "y", b: "y", d: "y"}}]}]}}}]}
  ],
  fails: [
    {case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]},
      transcripts: [
        {step: 1,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c",
            d: "e"}}]}]}}},
        {step: 2,
          response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c",
            d: "e"}}]}]}}}]}
  ]
};

include "lib/transcript";

def canaries: [.case.expect[] | objects | .canaries | objects][0];

# The arguments of the first call in each answer.
def given: [.transcripts[]
  | select(answered == true)
  | [calls[] | .parsed | objects][0]
  | select(. != null)];

def applies: unless(given | length < 2; "there are not two calls to compare");

# A relay changes one text in the same way twice, and others not at all. A model's mistakes are not
# so regular.
def check: canaries as $expected
  | given as $given
  | [$expected | to_entries[]
      | .key as $key
      | .value as $want
      | {$key, $want, got: [$given[] | .[$key] | strings | trimmed]}
      | select(.got | length == ($given | length))]
  | [.[] | select(.got | unique | . != [] and length == 1)] as $steady
  | [$steady[] | select(.got[0] != .want)] as $changed
  | expect($changed == [] or ($changed | length) * 2 > length;
      $changed[]
      | finding("`\(.key)` is changed in the same way each time: "
            + "\(.got[0] | shown) instead of \(.want | shown)";
          "the arguments"; .got[0] | excerpt));
