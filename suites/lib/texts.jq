# Functions for checks of the texts of the model, and of markup in them that a parser should have
# removed.

include "lib/transcript";

# Every text of the model, choice by choice, with its place and its kind.
def texts:
  choices[]
  | {choice: .index} as $at
  | ( {within: "content", text: .content, at: $at},
      {within: "reasoning", text: .reasoning, at: $at},
      ( .tool_calls[]?
        | {within: "name of a function", text: .name, at: where},
          {within: "arguments of \(.name | shown)", text: .arguments, at: where} ) )
  | select(.text | named);

# All texts of the request; a model may repeat any of them.
def request_text: [asked | .messages, .tools | .. | strings] | joined("\n");

# The position of a mark in a text, in bytes.
def bytes_before($mark):
  (if .[:10000] | contains($mark) then .[:10000] else . end) | split($mark)[0] | utf8bytelength;

# The number of times that a character occurs, counted in pieces to save memory.
def times($mark):
  . as $text
  | reduce range(0; length; 1000000) as $at (0;
      . + ($text[$at:$at + 1000000] | split($mark) | length) - 1);

# The tags that enclose reasoning, as a text contains them.
def opens_thought:
  "(<(\\w+:)?(think|thinking|thought|thoughts|reasoning|reflection)>"
    + "|\\[THINK\\]|◁think▷"
    + "|<\\|?(START_THINKING|begin_of_thought|inner_prefix|think)\\|?>"
    + "|(<\\|start\\|>assistant)?<\\|channel\\|?>\\s*(analysis|thought))";
def closes_thought:
  "(</(\\w+:)?(think|thinking|thought|thoughts|reasoning|reflection)>"
    + "|\\[/THINK\\]|◁/think▷"
    + "|<\\|?(END_THINKING|end_of_thought|inner_suffix|/think)\\|?>"
    + "|<\\|channel\\|?>\\s*final|<channel\\|>)";

# Whether a text has such a tag. Most texts lack its first character, and it takes long to compile
# the patterns.
def may_have_a_tag:
  contains("<") or contains("◁") or (contains("[") and test("\\[/?THINK\\]"; "i"));
def opens_a_thought: may_have_a_tag and test(opens_thought; "i");
def closes_a_thought: may_have_a_tag and test(closes_thought; "i");
def has_a_tag: may_have_a_tag and test("\(opens_thought)|\(closes_thought)"; "i");

# A tag that closes reasoning which the text does not open; null if there is none. If the request
# mentions such tags, only a tag on a separate line outside of code counts.
def stray_close($written):
  if opens_a_thought or (closes_a_thought | not) then null
  elif $written | closes_a_thought | not then [match(closes_thought; "i").string][0]
  elif test("```\\w*\\n[ \\t]*" + closes_thought; "i") then null
  else [match("\\n[ \\t]*" + closes_thought + "[ \\t]*(\\n|$)"; "i").string][0] end;

# "opens" or "closes", if a reasoning tag in the middle of the content does so; null if there is
# none. A tag that opens an answer without separated reasoning does not count, and neither does one
# before a repetition of the separated reasoning.
def stray_tag($written):
  (.reasoning | trimmed) as $thought
  | .content
  | if $thought != "" and contains($thought) then null
    elif stray_close($written) then "closes"
    elif opens_a_thought | not then null
    elif $written | test("think|\\bthoughts?\\b"; "i") then null
    elif test("\\n[ \\t]*" + opens_thought; "i")
        or ($thought != "" and test("^\\s*" + opens_thought; "i"))
    then
      if $thought == "" and test("^\\s*" + opens_thought; "i") then null else "opens" end
    else null end;

# The answer was cut directly after an opening reasoning tag.
def cut_behind_a_tag:
  .finish_reason == "length" and (.content | trimmed | sub(opens_thought; ""; "i") == "");

# Reasoning precedes the arguments of a call, or is at the beginning of one of their texts: the
# parser should have removed it.
def thought_in_arguments:
  tostring
  | may_have_a_tag
      and ( test("^\\s*" + opens_thought + "|^[^{]*" + closes_thought; "i")
            or (test("\"\\s*" + opens_thought; "i") and test(closes_thought; "i")) );

# The model continued within the arguments, from a text into reasoning.
def runs_into_a_thought:
  .arguments | strings
  | has_a_tag and (thought_in_arguments | not);

# The tags that enclose tool calls.
def call_tag:
  "(<[^<>\\s]{0,24}(tool[-_▁ ]?calls?|function[-_]?calls?|function=|tool_use|tools_prefix"
    + "|python_tag|invoke|start_action)[^<>]{0,40}>?"
    + "|<\\|(plugin|action_start)\\|>|\\[/?TOOL_(CALLS|REQUEST)\\]|functools\\["
    + "|```tool_(code|call)|to=functions\\.|<｜DSML｜)";

# The parts of a text that are a call which no parser removed: such a tag, or an offered function in
# the syntax of a call. The first tag comes first alone: to find all takes quadratic time in jq 1.6.
def call_markup($names):
  . as $text
  | (match(call_tag; "i").string),
    (match(call_tag; "gi").string),
    ( if test("\"(arguments|parameters|args|tool_input|action_input)\"\\s*:") then
        $names[]
        | "\"(name|tool|tool_name|function|action)\"\\s*:\\s*\"(functions\\.)?\(.)\"" as $call
        | $text | match($call).string
      else empty end ),
    ( $names[]
      | ( "^\\s*(```\\w*\\s*)?\\[?\\s*(functions\\.)?\(.)\\s*\\(\\s*(\\w+\\s*=|\\{)",
          "(^|\\n)\\s*(\\[\\s*)(functions\\.)?\(.)\\s*\\(\\s*(\\w+\\s*=|\\{|\\)\\s*\\])",
          "^\\s*\(.)\\s*\\(\\s*\\)\\s*$" ) as $call
      | $text | match($call).string );

# Truncated JSON, completed and parsed; nothing if the text does not begin as JSON.
def begun_json:
  ( reduce explode[] as $c ({open: "", within: false, escaped: false};
      if .escaped then .escaped = false
      elif .within then
        if $c == 92 then .escaped = true elif $c == 34 then .within = false else . end
      elif $c == 34 then .within = true
      elif $c == 123 then .open = "}" + .open
      elif $c == 91 then .open = "]" + .open
      elif $c == 125 or $c == 93 then .open = .open[1:]
      else . end) ) as $left
  | (if $left.escaped then .[:-1] else . end + (if $left.within then "\"" else "" end)) as $text
  | [
      ( $text,
          $text + ":null",
          $text + "null",
          ($text | sub(",\\s*$"; "")),
          ($text | sub("[-+.\\w]+$"; "null")) )
        + $left.open
      | fromjson?
    ][0]
  | values;

# An object is a call of one of these functions, and its arguments are an object. The arguments of a
# truncated call may be anything.
def names_call($names; $cut):
  objects
  | ( ( [., (.function | objects)]
          | map(.name, .tool, .tool_name, .function, .action)
          | map(strings) | .[0] )
        // "" ) as $name
  | any($names[]; . as $of | $name | test("^(functions\\.)?" + $of + "$"))
      and ( ( [., (.function | objects)]
            | map(.arguments, .parameters, .args, .tool_input, .action_input)
            | map(select(. != null)) | .[0] )
          | . == null
              or $cut
              or type == "object"
              or (type == "string" and ([fromjson? | objects] != [])) );

# The name of a function is directly before an object, or in a tag.
def names_before($names):
  .[-160:] as $before
  | any($names[]; . as $name | $before | test("(^|\\W)" + $name + "(\"?>|[^{}\"'])*$"));
def names_in_a_tag($names):
  . as $text
  | any($names[];
      . as $name
      | $text
      | test(
          "<[^<>\\s]{0,24}(function|invoke|tool|call|name)(=|\\s+name=|>\\s*)[\"']?(functions\\.)?"
            + $name
            + "\\s*([\"'<>]|$)"));

# The text contains a call that a parser could have read: an object that names an offered function
# or follows its name, or a complete call of it with tags or brackets. Everything else is a mistake
# of the model.
def readable_call($names):
  .[:20000] as $text
  | def objects_of:
      . as $text
      | explode as $codes
      | ($codes | length) as $length
      | [range(0; $length) | select($codes[.] == 123)][:8] as $opens
      | [range(0; $length) | select($codes[.] == 125)][-8:] as $closes
      | $opens[] as $open
      | $closes[] | select(. > $open)
      | {before: $text[:$open], object: ([$text[$open:. + 1] | fromjson?][0] | objects)};
    any(
        $text, ($text | select(contains("{{")) | split("{{") | join("{") | split("}}") | join("}"))
        | objects_of;
        (.object | names_call($names; false)) or (.before | names_before($names)))
      or ( ( $text
              | test(
                  "</[^<>]{0,24}(function|invoke|tool_call|parameter|arg_value)>"
                    + "|<｜tool▁call▁end｜>") )
            and ($text | names_in_a_tag($names)) )
      or any($names[];
          . as $name
          | $text
          | test($name + "(\\.call)?\\s*\\(\\s*(\\)|(\\w+\\s*=|[{\"'])[\\s\\S]*\\))"));

# The text ends within such a call.
def cut_call($names):
  .[-20000:] as $text
  | def unclosed: test("</[^<>]{0,24}(function|invoke|tool_calls?)>|<｜tool▁call▁end｜>") | not;
    any(
        $text
        | explode as $codes
        | [range(0; $codes | length) | select($codes[.] == 123)][-8:][] as $open
        | {before: $text[:$open], object: ($text[$open:] | begun_json | objects)};
        (.object | names_call($names; true)) or (.before | names_before($names)))
      or any(
          $text
          | [match(call_tag; "gi") | select(.string | startswith("</") | not)][-1]
          | values | $text[.offset:];
          unclosed and (names_in_a_tag($names) or (test("\\{") | not) and names_before($names)));

# Every text that contains such a call, unless the request contains it too, or the answer was cut
# directly after its tag: the content, or the reasoning if the rest of the answer is empty. In
# reasoning only a tag counts.
def calls_as_text:
  [tools_offered[].name | strings | gsub("[^A-Za-z0-9_-]"; ".")] as $names
  | written as $written
  | def is_new: . as $found | $written | contains($found) | not;
    def markup: [first(call_markup($names) | select(is_new))][0];
    if $names == [] then empty
    else
      choices[]
      | (.finish_reason == "length") as $cut
      | ( select(.content | named)
          | {
              at: {choice: .index}, markup: (.content | markup), within: "content", text: .content
            } ),
        ( select((.content | trimmed) == "" and (.tool_calls // []) == [] and (.reasoning | named))
          | select(.reasoning | test(call_tag; "i"))
          | {
              at: {choice: .index}, markup: (.reasoning | markup), within: "reasoning",
              text: .reasoning
            } )
      | select(.markup != null and (($cut and (.text | trimmed) == (.markup | trimmed)) | not))
      | . + {readable: (.text | readable_call($names) or ($cut and cut_call($names)))}
    end;

# The tokens that chat templates use for roles and turns, as a text contains them.
def template_token:
  "(<\\|[^|<>\\s]{1,40}\\|>|<\\|\"\\|>|<｜[^｜<>]{1,40}｜>"
    + "|<\\|(turn|channel)>|<(turn|channel)\\|>"
    + "|\\[(ARGS|CALL_ID|/?INST|/?TOOL_RESULTS|/?AVAILABLE_TOOLS)\\]"
    + "|<(bos|eos|pad|unk|start_of_turn|end_of_turn)>|<0x[0-9A-F]{2}>|</s>?\\s*$|^\\s*<s>)";

# Each template token of a text once, in the order of their first places. What replaces a token
# cannot be a part of one.
def distinct_tokens:
  [match(template_token).string][0] as $token
  | if $token == null then empty
    else $token, (split($token) | joined("\n<>\n") | distinct_tokens) end;

# Each template token in the texts of the model that the request does not contain. Tokens that mark
# a call or reasoning are evaluated by other checks, and so are unknown function names.
def leaked_tokens:
  request_text as $written
  | (tools_offered != []) as $tooled
  | texts
  | select(.within != "name of a function")
  | select(
      (.within == "content" and (.text | has_a_tag))
        or ( $tooled
              and (.within == "content" or .within == "reasoning")
              and (.text | test(call_tag; "i")) )
      | not)
  | . as $found
  | .text | select(contains("<") or contains("[")) | distinct_tokens
  | . as $token
  | select($written | contains($token | trimmed) | not)
  | $found + {token: $token};

# Every text with a replacement character, unless the request contains one.
def broken_texts:
  if request_text | contains("\ufffd") then empty
  else texts | select(.text | contains("\ufffd")) end;
