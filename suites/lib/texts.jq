# Words for checks that read what a model wrote: its texts, and what in them was meant for a parser.

include "lib/transcript";

# Every text that the model wrote, choice by choice, each with its place and what it is.
def texts:
  choices[]
  | {choice: .index} as $at
  | ( {within: "content", text: .content, at: $at}, {within: "reasoning", text: .reasoning, at: $at},
      (.tool_calls[]? | {within: "name of a function", text: .name, at: where}, {within: "arguments of \(.name | shown)", text: .arguments, at: where}) )
  | select(.text | named);

# All that the request says, of which a model may repeat anything.
def request_text: [asked | .messages, .tools | .. | strings] | join("\n");

# Where a mark first stands in a text, in bytes.
def bytes_before($mark): split($mark)[0] | utf8bytelength;

# The tags between which models think, as they stand in a text.
def opens_thought: "(<(\\w+:)?(think|thinking|thought|thoughts|reasoning|reflection)>|\\[THINK\\]|◁think▷|<\\|?(START_THINKING|begin_of_thought|inner_prefix|think)\\|?>|(<\\|start\\|>assistant)?<\\|channel\\|?>\\s*(analysis|thought))";
def closes_thought: "(</(\\w+:)?(think|thinking|thought|thoughts|reasoning|reflection)>|\\[/THINK\\]|◁/think▷|<\\|?(END_THINKING|end_of_thought|inner_suffix|/think)\\|?>|<\\|channel\\|?>\\s*final|<channel\\|>)";

# A tag in a text that closes a thought which the text did not open; null when there is none. Where the
# tags are what was asked about, only one on a line of its own, outside of code, is such a one.
def stray_close($written):
  if test(opens_thought; "i") then null
  elif $written | test(closes_thought; "i") | not then [match(closes_thought; "i").string][0]
  elif test("```\\w*\\n[ \\t]*" + closes_thought; "i") then null
  else [match("\\n[ \\t]*" + closes_thought + "[ \\t]*(\\n|$)"; "i").string][0] end;

# What a choice does with a tag of a thought in the middle of its content: it opens or closes one; null when there is none.
# A tag that opens an answer without separated reasoning is no such one, nor is one before the separated thought, repeated.
def stray_tag($written): (.reasoning | trimmed) as $thought | .content
  | if $thought != "" and contains($thought) then null
    elif stray_close($written) then "closes"
    elif $written | test("think|\\bthoughts?\\b"; "i") then null
    elif test("\\n[ \\t]*" + opens_thought; "i") or ($thought != "" and test("^\\s*" + opens_thought; "i")) then
      if $thought == "" and test("^\\s*" + opens_thought; "i") then null else "opens" end
    else null end;

# The answer was cut behind a tag that opened it.
def cut_behind_a_tag: .finish_reason == "length" and (.content | trimmed | sub(opens_thought; ""; "i") == "");

# A thought stands before the arguments of a call, or a whole one opens one of their texts: what a parser has to take out.
def thought_in_arguments: tostring | test("^\\s*" + opens_thought + "|^[^{]*" + closes_thought; "i")
  or (test("\"\\s*" + opens_thought; "i") and test(closes_thought; "i"));

# The model ran on within the arguments, from a text into a thought.
def runs_into_a_thought: .arguments | strings | (thought_in_arguments | not) and test("\(opens_thought)|\(closes_thought)"; "i");

# The tags between which models call.
def call_tag: "(<[^<>\\s]{0,24}(tool[-_▁ ]?calls?|function[-_]?calls?|function=|tool_use|tools_prefix|python_tag|invoke|start_action)[^<>]{0,40}>?|<\\|(plugin|action_start)\\|>|\\[/?TOOL_(CALLS|REQUEST)\\]|functools\\[|```tool_(code|call)|to=functions\\.|<｜DSML｜)";

# Whatever of a text is a call that no parser took out: such a tag, or an offered function in the syntax of a call.
def call_markup($names):
  . as $text
  | (match(call_tag; "gi").string),
    (if test("\"(arguments|parameters|args|tool_input|action_input)\"\\s*:")
      then $names[] | "\"(name|tool|tool_name|function|action)\"\\s*:\\s*\"(functions\\.)?\(.)\"" as $call | $text | match($call).string else empty end),
    ($names[] | ("^\\s*(```\\w*\\s*)?\\[?\\s*(functions\\.)?\(.)\\s*\\(\\s*(\\w+\\s*=|\\{)",
                 "(^|\\n)\\s*(\\[\\s*)(functions\\.)?\(.)\\s*\\(\\s*(\\w+\\s*=|\\{|\\)\\s*\\])", "^\\s*\(.)\\s*\\(\\s*\\)\\s*$") as $call
      | $text | match($call).string);

# A text of JSON that was cut, as far as it goes; nothing where it does not begin as JSON does.
def begun_json:
  (reduce explode[] as $c ({open: "", within: false, escaped: false};
      if .escaped then .escaped = false
      elif .within then if $c == 92 then .escaped = true elif $c == 34 then .within = false else . end
      elif $c == 34 then .within = true
      elif $c == 123 then .open = "}" + .open
      elif $c == 91 then .open = "]" + .open
      elif $c == 125 or $c == 93 then .open = .open[1:]
      else . end)) as $left
  | (if $left.escaped then .[:-1] else . end + (if $left.within then "\"" else "" end)) as $text
  | [($text, $text + ":null", $text + "null", ($text | sub(",\\s*$"; "")), ($text | sub("[-+.\\w]+$"; "null"))) + $left.open | fromjson?][0] | values;

# An object is a call of one of these functions, its arguments an object too. Of a cut one they may be anything.
def names_call($names; $cut): objects
  | (([., (.function | objects)] | map(.name, .tool, .tool_name, .function, .action) | map(strings) | .[0]) // "") as $name
  | any($names[]; . as $of | $name | test("^(functions\\.)?" + $of + "$"))
    and (([., (.function | objects)] | map(.arguments, .parameters, .args, .tool_input, .action_input) | map(select(. != null)) | .[0])
      | . == null or $cut or type == "object" or (type == "string" and ([fromjson? | objects] != [])));

# A function is named right before an object, or in a tag.
def names_before($names): .[-160:] as $before | any($names[]; . as $name | $before | test("(^|\\W)" + $name + "(\"?>|[^{}\"'])*$"));
def names_in_a_tag($names): . as $text
  | any($names[]; . as $name | $text | test("<[^<>\\s]{0,24}(function|invoke|tool|call|name)(=|\\s+name=|>\\s*)[\"']?(functions\\.)?" + $name + "\\s*([\"'<>]|$)"));

# The text holds a call that a parser could have read: an object that names an offered function, or behind its
# name, the closed tags or brackets of a call of it. What does not is the model's own mistake.
def readable_call($names): .[:20000] as $text
  | def objects_of: . as $text | explode as $codes | ($codes | length) as $length
      | [range(0; $length) | select($codes[.] == 123)][:8] as $opens | [range(0; $length) | select($codes[.] == 125)][-8:] as $closes
      | $opens[] as $open | $closes[] | select(. > $open) | {before: $text[:$open], object: ([$text[$open:. + 1] | fromjson?][0] | objects)};
    any($text, ($text | select(contains("{{")) | split("{{") | join("{") | split("}}") | join("}")) | objects_of;
      (.object | names_call($names; false)) or (.before | names_before($names)))
    or (($text | test("</[^<>]{0,24}(function|invoke|tool_call|parameter|arg_value)>|<｜tool▁call▁end｜>")) and ($text | names_in_a_tag($names)))
    or any($names[]; . as $name | $text | test($name + "(\\.call)?\\s*\\(\\s*(\\)|(\\w+\\s*=|[{\"'])[\\s\\S]*\\))"));

# The text ends within such a call.
def cut_call($names): .[-20000:] as $text
  | def unclosed: test("</[^<>]{0,24}(function|invoke|tool_calls?)>|<｜tool▁call▁end｜>") | not;
    any($text | explode as $codes | [range(0; $codes | length) | select($codes[.] == 123)][-8:][] as $open
        | {before: $text[:$open], object: ($text[$open:] | begun_json | objects)};
      (.object | names_call($names; true)) or (.before | names_before($names)))
    or any($text | [match(call_tag; "gi") | select(.string | startswith("</") | not)][-1] | values | $text[.offset:];
      unclosed and (names_in_a_tag($names) or (test("\\{") | not) and names_before($names)));

# Every text that holds such a call, unless the user wrote it so, or the answer was cut right behind its tag:
# the content, and, where nothing else came, the reasoning, in which only a tag tells.
def calls_as_text:
  [tools_offered[].name | strings | gsub("[^A-Za-z0-9_-]"; ".")] as $names
  | written as $written
  | def markup: [call_markup($names) | select(. as $found | $written | contains($found) | not)][0];
  if $names == [] then empty else
      choices[] | (.finish_reason == "length") as $cut
      | ( select(.content | named) | {at: {choice: .index}, markup: (.content | markup), within: "content", text: .content} ),
        ( select((.content | trimmed) == "" and (.tool_calls // []) == [] and (.reasoning | named))
          | select(.reasoning | test(call_tag; "i")) | {at: {choice: .index}, markup: (.reasoning | markup), within: "reasoning", text: .reasoning} )
      | select(.markup != null and (($cut and (.text | trimmed) == (.markup | trimmed)) | not))
      | . + {readable: (.text | readable_call($names) or ($cut and cut_call($names)))}
    end;

# The tokens with which chat templates set roles and turns apart, as they stand in a text.
def template_token: "(<\\|[^|<>\\s]{1,40}\\|>|<\\|\"\\|>|<｜[^｜<>]{1,40}｜>|<\\|(turn|channel)>|<(turn|channel)\\|>"
  + "|\\[(ARGS|CALL_ID|/?INST|/?TOOL_RESULTS|/?AVAILABLE_TOOLS)\\]"
  + "|<(bos|eos|pad|unk|start_of_turn|end_of_turn)>|<0x[0-9A-F]{2}>|</s>?\\s*$|^\\s*<s>)";

# Every template token that the model's texts hold and the request does not. What marks a call or a
# thought there is for the checks of those, and so is a name that nobody offered.
def leaked_tokens:
  request_text as $written | (tools_offered != []) as $tooled
  | texts | select(.within != "name of a function")
  | select((.within == "content" and (.text | test(opens_thought; "i") or test(closes_thought; "i")))
      or ($tooled and (.within == "content" or .within == "reasoning") and (.text | test(call_tag; "i"))) | not)
  | . as $found | .text | match(template_token; "g") | .string as $token
  | select($written | contains($token | trimmed) | not)
  | $found + {token: $token};

# Every text with a character in it that was lost on its way.
def broken_texts: if request_text | contains("\ufffd") then empty else texts | select(.text | contains("\ufffd")) end;
