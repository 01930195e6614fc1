module {
  requirement: "The model writes the arguments of a call to their end.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  over: "run",
  breaks: [{program: "OpenCode", version: "1.18.33", does: "turns a call whose arguments it cannot read into one of its tool `invalid`, and asks again as often as the model repeats it",
     shown: ["opencode-serve/all:tools.args-single-quotes", "opencode-serve/all:tools.args-invalid-json-sometimes"]}],
  remedy: ["stronger-model", "see-how-often", "arguments-cut-everywhere"],
  passes: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ", defects: [{kind: "unexpected-end"}]}]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ", defects: [{kind: "unexpected-end"}]}]}]}}},
      {case: {id: "c"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}", defects: []}]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ", defects: [{kind: "unexpected-end"}]}]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}", defects: []}]}]}}},
      {case: {id: "c"}, response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}", defects: []}]}]}}}]}]
};

include "lib/transcript";
include "lib/tools";

# Arguments end within a value, not before the braces alone: a parser that reads to the end of a call loses those.
def within_a_value: broken_off and (blank | not) and (.arguments as $text | any("}", "}}", "]}", "]}}"; . as $closers | [$text + $closers | fromjson?] != []) | not);
def cut: earlier_calls as $earlier | any(calls[]; within_a_value and (copied($earlier) | not));

def of_mode($streamed): [.transcripts[] | select(answered == true and calls != [] and (any(choices[]; has("finish_reason") and .finish_reason == null) | not) and (cut_off | not) and [cut_in_secret] == [] and (asked.stream == true) == $streamed)];
def cuts: map(select(cut));

# Whole answers show that the code of streams is not to blame, and sound calls that the parser fits.
def applies: if of_mode(false) | cuts == [] then "the arguments of whole answers do not end early" else true end;
def check: of_mode(false) as $whole | of_mode(true) as $streams | ($whole | cuts) as $cut | ($streams | cuts) as $cut_streams
  | expect($cut == [] or ($cut | length) * 2 > ($whole | length)
      or ($cut_streams | length) * ($whole | length) > 3 * ($cut | length) * ($streams | length);
      $cut[0] as $first | [$first | calls[] | select(within_a_value)][0] as $call
      | finding("the arguments of \($call.name | shown) end within a value, in \($cut | length) of \($whole | length) whole answers and \($cut_streams | length) of \($streams | length) streams";
          "\($first.case.id), \($call.at // "choice 0")"; $call.arguments | excerpt)
        + {explains: {checks: ["tools/arguments-are-json"], transcripts: [($cut + $cut_streams)[] | file]}});
