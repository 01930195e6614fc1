# Functions for checks of tool calls. They assign each defect to one of several checks, so that one
# cause is reported once.

include "lib/transcript";

# The complete name of a call whose name is sent in pieces; null if its first piece is the complete
# name.
def pieced_name($offered):
  [.deltas[]?.name | select(named)] as $names
  | if ($names | length) < 2 or .name != $names[0] then null
    else
      ($names | add) as $all
      | if ($offered | index([$names[0]])) == null and ($offered | index([$all])) != null then $all
        else null end
    end;

# The deltas of several calls were combined in this call: its index had several ids.
def mixed: [.deltas[]?.id | select(named)] | unique | length > 1;

# More arguments follow an empty object, which was complete.
def reopened: .continued_at != null and (.arguments | type == "string" and test("^\\s*\\{\\s*\\}"));

# The arguments are white space or empty.
def blank: .arguments | type == "string" and test("\\S") == false;

# A value for each offered function, by name: lists, because a request may offer a name twice.
def tools_by_name(value):
  [tools_offered | group_by(.name)[] | {(.[0].name | tojson): map(value)}] | add // {};
def tools_by_name: tools_by_name(.);

# The functions of the name of this call.
def offered_for($tools): $tools[.name | tojson] // [];

# The function can be called without arguments.
def needs_none($tools):
  any(offered_for($tools)[];
    .parameters | if type == "object" then (.required // []) == [] else true end);

# The arguments end before their object ends.
def broken_off: (.arguments | type == "string" and test("^\\s*(\\{|$)"))
  and (blank or any(.defects[]?; .kind == "unexpected-end"));

# The call is a copy of a call in the history.
def earlier_calls:
  reduce ( asked.messages[]? | objects | .tool_calls | arrays | .[] | objects
      | .function | objects | [.name, .arguments] | tojson ) as $call ({};
    .[$call] = true);
def copied($earlier): $earlier != {} and $earlier[[.name, .arguments] | tojson] == true;

# A value that is not an object, or a bare word: no parser makes this of an object.
def bare_value:
  (.defects // [] | map(select(.kind != "number-precision"))) as $flaws
  | if $flaws == [] then
      .parsed
      | type != "object"
          and (type == "string" and ((try fromjson catch null) | type) == "object" | not)
    else
      (blank | not) and (.arguments | test("[{}]") | not) and $flaws[-1].kind != "unexpected-end"
    end;

# The token limit of the request.
def token_limit: asked | .max_completion_tokens // .max_tokens;

# The answer reached the token limit, according to the usage; without usage, according to the case,
# which expects a cut answer.
def at_the_limit:
  token_limit as $limit
  | if (.response.assembled.usage? | type) == "object"
        and (.response.assembled.usage.completion_tokens | type) == "number"
    then
      $limit != null and .response.assembled.usage.completion_tokens >= $limit
    else .case.expect.finish_reason? == "length" end;

# Choices whose last call was cut by max_tokens, although their finish reason is not `length`.
def cut_in_secret:
  if at_the_limit then
    choices[]
    | select(
        .finish_reason != "length"
          and .finish_reason != null
          and (.tool_calls // [])[-1:][0] != null)
    | select(.tool_calls[-1] | broken_off)
  else empty end;

# The choice has no content and no calls.
def silent:
  (.content | . == null or (type == "string" and test("\\S") == false))
    and (.tool_calls // []) == [];

# The messages and the tools begin with a mark that no other request contains.
def uncached:
  [asked | .messages[0]?.content?, .tools[0]?.function.description?]
  | all(.[]; type == "string" and test("^Notes [0-9a-f]+-[0-9]+\\. "));

# The prompt counts far fewer tokens than its messages and tools have bytes: a part was left out.
# This is certain only if the count includes cached tokens, or no cache can hold the prompt.
def left_out:
  ( [
      asked
      | (.messages[]? | objects | (.content | .. | strings), (.tool_calls | arrays | tojson)),
        (.tools | values | tojson)
      | utf8bytelength
    ]
    | add // 0 ) as $size
  | uncached as $uncached
  | .response.assembled.usage? | objects
  | . as $usage
  | ([.prompt_tokens_details | objects | .cached_tokens | numbers][0]) as $cached
  | $usage.prompt_tokens | numbers
  | select(. > 0 and (. + ($cached // 0)) * 10 < $size)
  | {tokens: ., size: $size, certain: ($cached != null or $uncached)};

# Choices that have reasoning, but no content and no calls.
def only_thought:
  choices[] | select(.finish_reason == "stop" and silent and (.reasoning | trimmed) != "");

# Choices with the finish reason `tool_calls` but without calls: the calls were lost.
def swallowed: choices[] | select(.finish_reason == "tool_calls" and (.tool_calls // []) == []);

# Calls in the field `function_call`, which the API used before tools (November 2023).
def legacy_calls:
  if tools_offered == [] or calls != [] then empty
  else
    (.response.json | objects | .choices | arrays | .[] | objects | .message | objects),
    (event_shapes | .json | objects | .choices | arrays | .[] | objects | .delta | objects)
    | .function_call | objects | select(.name | named)
  end;

# What tool_choice requires: "required", "none", {name: a function}, or null.
def due:
  if tools_offered == [] then null
  else
    asked.tool_choice
    | if . == "required" or . == "none" then .
      elif type == "object" then
        (if .function.name? | named then {name: .function.name} else null end)
      else null end
  end;

# Choices that violate tool_choice. Unknown names, and calls in the content, are evaluated by other
# checks.
def disobedient:
  due as $due
  | [tools_offered[].name] as $offered
  | if $due == null or cut_off then empty
    else
      choices[]
      | select(.finish_reason != "tool_calls" or (.tool_calls // []) != [])
      | if $due == "none" then
          select((.tool_calls // []) != [] or (silent and (.reasoning | trimmed) == ""))
        elif (.tool_calls // []) == [] then .
        else
          select(
            $due != "required"
              and any(.tool_calls[].name;
                  . != $due.name and (. as $name | $offered | index([$name]) != null)))
        end
    end;

# An expectation is a list of alternatives, separated by bars; a number must not be part of another
# number.
def pattern:
  split("|")
  | map(if test("^[0-9]+$") then "(?<![0-9])(?<![0-9]\\.)\(.)(?![0-9]|\\.[0-9]*[1-9])" else . end)
  | join("|");
def mentions($words): . as $text | ($words | pattern) as $pattern | $text | test($pattern; "i");

# Remedies if calls of some functions were expected and others were made. They depend on whether the
# prompt lacks a part, and on whether a result was sent before.
def miscall_remedy($want; $got; $left_out; $returned):
  if $want == [] and $returned then
    ["result-not-consumed", "see-how-often", "chat-template", "stronger-model"]
  elif $want == [] then ["see-how-often", "stronger-model"]
  elif $got == [] and ($left_out | . != null and .certain) then
    ["tools-not-in-the-prompt", "ask-the-engine-directly"]
  elif $got == [] and $left_out != null then
    ["tools-not-in-the-prompt", "tool-parser-missing", "see-how-often"]
  elif $got == [] then ["tool-parser-missing", "see-how-often", "tool-parser-mismatch"]
  elif ($got | unique) == ($want | unique) then ["parser-drops-calls", "see-how-often"]
  else ["see-how-often", "stronger-model"] end;
