# Words for checks. The input is a transcript; an example may hold only the parts a check reads.

# True when the condition holds, else the finding.
def expect(holds; otherwise): if holds then true else otherwise end;

# True when every subject holds, else one finding for each that does not.
# Nothing to judge is a finding too: silence must never pass.
def every(subjects; holds; otherwise):
  [subjects] as $all
  | if $all == [] then "there was nothing to judge"
    else [$all[] | select(holds | not) | otherwise]
      | if . == [] then true else .[] end
    end;

# A finding with its place on the wire and what was there.
def finding(message; at; saw): {message: message, at: at, saw: saw};

# The same, with remedies of its own that stand in for the check's.
def finding(message; at; saw; remedy): finding(message; at; saw) + {remedy: remedy};

# The check cannot conclude, for this reason.
def inconclusive(reason): error({inconclusive: reason});

# What was there around a byte of a text, with a caret below that byte.
def pointed($text; $offset):
  ($text | if $offset >= utf8bytelength then length
    elif utf8bytelength == length then $offset
    else label $found | foreach (explode[], 0) as $c ({bytes: 0, at: -1};
        {bytes: (.bytes + (if $c < 128 then 1 elif $c < 2048 then 2 elif $c < 65536 then 3 else 4 end)), at: (.at + 1)};
        if .bytes > $offset then .at, break $found else empty end) end) as $at
  | ([0, $at - 60] | max) as $start
  | {saw: $text[$start:$start + 120], caret: ($at - $start)};

# A value as JSON, for a finding's message, cut where it grows long.
def shown: tojson | if length > 120 then .[:117] + "..." else . end;

# A text as it is, anything else, and what would not be seen, as JSON: what a finding saw.
def excerpt: if type == "string" and test("^\\S(.*\\S)?$") then . else tojson end
  | if length > 160 then .[:157] + "..." else . end;

# The value of a header of the answer, in any spelling of its name; null when there is none.
def header($name): [.response.headers[]? | select(.name | ascii_downcase == $name) | .value] | first;

# A text that is not empty.
def named: type == "string" and . != "";

# The text without white space around it; empty for anything else.
def trimmed: if type == "string" then sub("^\\s+"; "") | sub("\\s+$"; "") else "" end;

# When a check applies: each of these is true, or the reason why it does not.

# The first reason of several conditions, true when there is none; later ones are not looked at.
def when(conditions): [limit(1; conditions | select(. != true))] | if . == [] then true else .[0] end;

# All was said, whether or not the answer was closed after it.
def complete: (.ending // "complete") | if . == "complete" or . == "kept-open" then true else "the answer is \(.)" end;

# The server answered, whatever the answer says.
def responded: if .response.status // .response.assembled // .response.events // .response.json then true
  else "no answer came" end;

def succeeded: (.response.status // 200)
  | if . >= 200 and . < 300 then true else "the status is \(.)" end;

def streamed: if .response.events then true else "the answer is not a stream" end;

def whole: if .response.events then "the answer is a stream" else true end;

# A chat answer from which a message could be put together.
def answered: when(complete, succeeded, if .response.assembled then true else "there is no chat answer" end);

# What was asked for and what came.

def asked: .request.body // {} | if type == "object" then . else {} end;

def tools_offered: [asked | .tools // [] | .[]? | .function | objects];

def choices: .response.assembled.choices // [];

def calls: [choices[] | .tool_calls // [] | .[]];

def called: if calls == [] then "the answer calls no function" else true end;

def last_event: (.response.events // [])[-1];

# Every text the model wrote for the reader, choice by choice.
def contents: choices[] | select(.content | type == "string" and . != "") | {content, at: "choice \(.index)"};

# The tags between which models think, as they stand in a text.
def opens_thought: "(<(\\w+:)?(think|thinking|thought|reasoning)>|\\[THINK\\]|◁think▷|<\\|START_THINKING\\|>|<\\|channel\\|>analysis)";
def closes_thought: "(</(\\w+:)?(think|thinking|thought|reasoning)>|\\[/THINK\\]|◁/think▷|<\\|END_THINKING\\|>)";

# The tags between which models call.
def call_tag: "(<[^<>\\s]{0,24}(tool[_▁ ]?calls?|function_calls?|function=|tool_use|python_tag|invoke)[^<>]{0,40}>?|\\[/?TOOL_CALLS\\]|functools\\[|```tool_code|to=functions\\.)";

# What of a text is a call that no parser took out: such a tag, or an offered function in the syntax
# of a call; null when there is none.
def call_markup($names):
  . as $text
  | [match(call_tag; "i").string][0]
  // (if test("\"(arguments|parameters)\"\\s*:")
      then [$names[] | "\"name\"\\s*:\\s*\"\(.)\"" as $call | $text | match($call).string][0] else null end)
  // [$names[] | "^\\s*(```\\w*\\s*)?\\[?\\s*(functions\\.)?\(.)\\s*\\(\\s*(\\w+\\s*=|\\{)" as $call | $text | match($call).string][0];

# Every text that holds such a call, unless the user wrote it so: the content, and, where nothing else
# came, the reasoning, in which only a tag tells.
def calls_as_text:
  [tools_offered[].name | strings | gsub("[^A-Za-z0-9_-]"; ".")] as $names
  | ([asked.messages[]? | .content | tostring] | join("\n")) as $written
  | if $names == [] then empty else
      choices[]
      | ( select(.content | named) | {at: "choice \(.index)", markup: (.content | call_markup($names)), within: "content"} ),
        ( select((.content | trimmed) == "" and (.tool_calls // []) == [] and (.reasoning | named))
          | {at: "choice \(.index)", markup: (.reasoning | [match(call_tag; "i").string][0]), within: "reasoning"} )
      | select(.markup != null) | .markup as $markup | select($written | contains($markup) | not)
    end;

# The choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];

# The choice was cut by the token limit while it wrote hardly anything but white space.
def runs_on: .finish_reason == "length" and (.content | type == "string" and length > 8
  and (explode | map(select(. == 32 or (. >= 9 and . <= 13))) | length) * 2 > length);
