module {
  requirement: "Commands, names of packages and checksums in a call are those that the model wrote.",
  reference: "https://arxiv.org/abs/2604.08407",
  level: "must",
  concerns: "transport",
  over: "case",
  expects: "canaries",
  breaks: [{does: "run another command than the model wrote: a relay that changes the name of a package takes over the machine of the agent", measured: false}],
  remedy: ["find-the-rewriter"],
  passes: [{case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]}, transcripts: [{step: 1, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install x", b: "c", d: "e"}}]}]}}},
      {step: 2, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c", d: "e"}}]}]}}}]},
    {case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]}, transcripts: [{step: 1, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "y", b: "y", d: "y"}}]}]}}},
      {step: 2, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "y", b: "y", d: "y"}}]}]}}}]}],
  fails: [{case: {expect: [{canaries: {a: "pip install x", b: "c", d: "e"}}]}, transcripts: [{step: 1, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c", d: "e"}}]}]}}},
      {step: 2, response: {assembled: {choices: [{tool_calls: [{parsed: {a: "pip install y", b: "c", d: "e"}}]}]}}}]}]
};

include "lib/transcript";

def canaries: [.case.expect[] | objects | .canaries | objects][0];
def given: [.transcripts[] | select(answered == true) | [calls[] | .parsed | objects][0] | select(. != null)];

def applies: if given | length < 2 then "there are not two calls to compare" else true end;
# One text, changed twice in the same way, beside others that came through: a model's slips are not so regular.
def check: canaries as $due | given as $given
  | [$due | to_entries[] | .key as $key | .value as $want | {$key, $want, got: [$given[] | .[$key] | strings | trimmed]} | select(.got | length == ($given | length))]
  | [.[] | select(.got | unique | . != [] and length == 1)] as $steady
  | [$steady[] | select(.got[0] != .want)] as $changed
  | expect($changed == [] or ($changed | length) * 2 > length;
      $changed[] | finding("`\(.key)` is another text, the same one each time: \(.got[0] | shown) for \(.want | shown)"; "the arguments"; .got[0] | excerpt));
