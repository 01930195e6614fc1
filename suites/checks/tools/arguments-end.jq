module {
  requirement: "The arguments that the model writes do not end inside a value.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `function.arguments`, \"in JSON format\"",
  level: "must",
  impact: "stop",
  concerns: "model",
  over: "run",
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does: "calls its `invalid` tool instead, and loops while the model repeats the call",
     shown: ["opencode-serve/all:tools.args-single-quotes",
       "opencode-serve/all:tools.args-invalid-json-sometimes"]}],
  remedy: ["stronger-model", "see-how-often", "arguments-cut-everywhere"],
  passes: [{transcripts: [
    {case: {id: "a"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ",
        defects: [{kind: "unexpected-end"}]}]}]}}},
    {case: {id: "b"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ",
        defects: [{kind: "unexpected-end"}]}]}]}}},
    {case: {id: "c"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}",
        defects: []}]}]}}}]}],
  fails: [{transcripts: [
    {case: {id: "a"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{\"a\": ",
        defects: [{kind: "unexpected-end"}]}]}]}}},
    {case: {id: "b"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}",
        defects: []}]}]}}},
    {case: {id: "c"},
      response: {assembled: {choices: [{tool_calls: [{name: "f", arguments: "{}",
        defects: []}]}]}}}]}]
};

include "lib/transcript";
include "lib/tools";

# The arguments end inside a value. If only closing braces are missing, a parser may have lost them.
def within_a_value:
  broken_off and (blank | not) and (.arguments | is_shortened | not)
  and (.arguments as $text
    | any("}", "}}", "]}", "]}}"; . as $closers | [$text + $closers | fromjson?] != []) | not);
def cut: earlier_calls as $earlier | any(calls[]; within_a_value and (copied($earlier) | not));

def of_mode($streamed): [
  .transcripts[]
  | select(answered == true and calls != [])
  | select(any(choices[]; has("finish_reason") and .finish_reason == null) | not)
  | select((cut_off | not) and [cut_in_secret] == [] and (asked.stream == true) == $streamed)];
def cuts: map(select(cut));

# Non-streamed answers rule out the streaming code as the cause, and valid calls rule out a
# mismatched parser.
def applies: unless(of_mode(false) | cuts == [];
  "no arguments of non-streamed answers end early");

def check:
  of_mode(false) as $answers
  | of_mode(true) as $streams
  | ($answers | cuts) as $cut
  | ($streams | cuts) as $cut_streams
  | expect($cut == [] or ($cut | length) * 2 > ($answers | length)
      or ($cut_streams | length) * ($answers | length) > 3 * ($cut | length) * ($streams | length);
      $cut[0] as $first
      | [$first | calls[] | select(within_a_value)][0] as $call
      | finding("the arguments of \($call.name | shown) end inside a value in \($cut | length) of "
            + "\($answers | length) non-streamed answers and \($cut_streams | length) of "
            + "\($streams | length) streams";
          "\($first.case.id), \($call.at // "choice 0")"; $call.arguments | excerpt)
        + {explains: {checks: ["tools/arguments-are-json"],
            transcripts: [($cut + $cut_streams)[] | file]}});
