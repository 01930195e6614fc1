module {
  requirement: "A call is made once: the same call does not come again under another id in the same answer.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "an agent runs each command twice: a commit, a payment, the removal of a file", measured: false}],
  remedy: ["make-each-call-once", "count-the-calls"],
  passes: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}, {name: "f", arguments: "{}"}]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}, {name: "f", arguments: "{}"}]}]}}},
      {case: {id: "c"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}, {name: "f", arguments: "{}"}]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}, {name: "f", arguments: "{}"}]}]}}},
      {case: {id: "c"}, response: {assembled: {choices: [{tool_calls: [{name: "g", arguments: "{}"}, {name: "g", arguments: "{}"}]}]}}}]}]
};

include "lib/transcript";

# Answers whose calls are all of one kind; of two different calls it is not known how many were meant.
def kinds_of_calls: [calls[] | [.name, .arguments]] | unique;
def single: [.transcripts[] | select(answered == true and calls != [] and (kinds_of_calls | length) == 1)
  # Two equal calls that were asked for are no repetition.
  | select((.case.expect.calls? // []) | length < 2)];
def doubled: calls | length > 1;

# A model repeats a call now and then; that nearly every answer of a mode does is no chance.
def habit: (map(select(doubled)) | length) as $count | length > 2 and ([.[].case.id | rtrimstr(".stream")] | unique | length) > 1 and $count * 10 >= length * 9;
def habits: [{streamed: true, name: "streams"}, {streamed: false, name: "whole answers"}] as $modes
  | single as $single | $modes[] | .streamed as $streamed
  | . + {of: [$single[] | select((asked.stream == true) == $streamed)]} | select(.of | habit);

def applies: if single | length < 3 then "fewer than three answers make a single call" else true end;
def check: [habits] as $habits
  | expect($habits == []; [$habits[].of[] | select(doubled)] as $twice
      | finding("the same call comes \($twice[0] | calls | length) times under different ids, in \($twice | length) of \([$habits[].of[]] | length) \([$habits[].name] | join(" and ")) that make one call";
          "\($twice[0].case.id), \($twice[0] | calls[1].at // "choice 0")"; $twice[0] | [calls[] | "\(.name)(\(.arguments))"] | excerpt)
        + {explains: {checks: ["tools/one-call-when-asked", "tools/expected-calls", "parity/same-calls", "tools/obeys-the-choice"], transcripts: [$twice[] | file]}});
