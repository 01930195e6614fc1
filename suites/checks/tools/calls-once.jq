module {
  requirement: "An answer does not repeat the same call under another id.",
  reference: "https://platform.openai.com/docs/guides/function-calling#handling-function-calls",
  clause:
    "No specification requires this, but clients run every call, also a repeated one.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "agents run each command twice: a commit, a payment, the removal of a file",
     measured: false}],
  remedy: ["make-each-call-once", "count-the-calls"],
  passes: [{transcripts: [
    {case: {id: "a"},
      response: {assembled: {choices: [{tool_calls: [
        {name: "f", arguments: "{}"},
        {name: "f", arguments: "{}"}]}]}}},
    {case: {id: "b"},
      response: {assembled: {choices: [{tool_calls: [
        {name: "f", arguments: "{}"},
        {name: "f", arguments: "{}"}]}]}}},
    {case: {id: "c"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}"}]}]}}}]}],
  fails: [{transcripts: [
    {case: {id: "a"},
      response: {assembled: {choices: [{tool_calls: [
        {name: "f", arguments: "{}"},
        {name: "f", arguments: "{}"}]}]}}},
    {case: {id: "b"},
      response: {assembled: {choices: [{tool_calls: [
        {name: "f", arguments: "{}"},
        {name: "f", arguments: "{}"}]}]}}},
    {case: {id: "c"},
      response: {assembled: {choices: [{tool_calls: [
        {name: "g", arguments: "{}"},
        {name: "g", arguments: "{}"}]}]}}}]}]
};

include "lib/transcript";

# The answers whose calls are all the same. With two different calls the intended number is unknown.
def kinds_of_calls: [calls[] | [.name, .arguments]] | unique;
def single: [
  .transcripts[]
  | select(answered == true and calls != [] and (kinds_of_calls | length) == 1)
  # Two equal calls are not a repetition if the case expects both.
  | select((.case.expect.calls? // []) | length < 2)];
def doubled: calls | length > 1;

# A model repeats a call occasionally. If nearly all answers of a mode do, the server is to blame.
def habit:
  (map(select(doubled)) | length) as $count
  | length > 2
    and ([.[].case.id | rtrimstr(".stream")] | unique | length) > 1
    and $count * 10 >= length * 9;
def habits:
  [{streamed: true, name: "streams"}, {streamed: false, name: "non-streamed answers"}] as $modes
  | single as $single
  | $modes[]
  | .streamed as $streamed
  | . + {of: [$single[] | select((asked.stream == true) == $streamed)]}
  | select(.of | habit);

def applies: unless(single | length < 3; "fewer than three answers make a single call");

def check: [habits] as $habits
  | expect($habits == [];
      [$habits[].of[]] as $answers
      | [$answers[] | select(doubled)] as $twice
      | finding("the same call occurs \($twice[0] | calls | length) times under different ids in "
            + "\($twice | length) of \($answers | length) \([$habits[].name] | join(" and ")) "
            + "that make one call";
          "\($twice[0].case.id), \($twice[0] | calls[1].at // "choice 0")";
          $twice[0] | [calls[] | "\(.name)(\(.arguments))"] | excerpt)
        + {explains: {
            checks: ["tools/one-call-when-asked", "tools/expected-calls", "parity/same-calls",
              "tools/obeys-the-choice"],
            transcripts: [$twice[] | file]}});
