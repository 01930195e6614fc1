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
def trimmed: if type != "string" then "" elif test("^\\s|\\s$") then sub("^\\s+"; "") | sub("\\s+$"; "") else . end;

# When a check applies: each of these is true, or the reason why it does not.

# The first reason of several conditions, true when there is none; later ones are not looked at.
def when(conditions): label $told | (conditions | select(. != true) | ., break $told), true;

# All was said, whether or not the answer was closed after it.
def complete: (.ending // "complete") | if . == "complete" or . == "kept-open" then true else "the answer is \(.)" end;

# The server answered, whatever the answer says.
def responded: if .response.status // .response.assembled // .response.events // .response.json then true
  else "no answer came" end;

def succeeded: (.response.status // 200)
  | if . >= 200 and . < 300 then true else "the status is \(.)" end;

# The body can be read as it came; a coding that is named only, and not there, harms no other check.
def legible: .response
  | if (.codings // []) == [] and (.lengths // [] | length) < 2 then true
    elif (.lengths // [] | length) > 1 then "its headers disagree on its length"
    elif (.json == null and (.events // []) == []) or any(.text_defects[]?; .offset < 16) then "the body is encoded"
    else true end;

def streamed: when(legible, if .response.events then true else "the answer is not a stream" end);

def whole: when(legible, if .response.events then "the answer is a stream" else true end);

# A chat answer from which a message could be put together.
def answered: when(complete, succeeded, legible, if .response.assembled then true else "there is no chat answer" end);

# What was asked for and what came.

def asked: .request.body // {} | if type == "object" then . else {} end;

def tools_offered: [asked | .tools // [] | .[]? | .function | objects];

def choices: .response.assembled.choices // [];

def calls: [choices[] | .tool_calls // [] | .[]];

def called: if calls == [] then "the answer calls no function" else true end;

# What was written to the model, as one text: it may stand in an answer, tags and all.
def written: [asked.messages[]? | .content | tostring] | join("\n");

def last_event: (.response.events // [])[-1];

# Every text the model wrote for the reader, choice by choice.
def contents: choices[] | select(.content | type == "string" and . != "") | {content, at: "choice \(.index)"};

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

# Every text that holds such a call, unless the user wrote it so, or the answer was cut right behind its tag:
# the content, and, where nothing else came, the reasoning, in which only a tag tells.
def calls_as_text:
  [tools_offered[].name | strings | gsub("[^A-Za-z0-9_-]"; ".")] as $names
  | written as $written
  | def markup: [call_markup($names) | select(. as $found | $written | contains($found) | not)][0];
  if $names == [] then empty else
      choices[] | (.finish_reason == "length") as $cut
      | ( select(.content | named) | {at: "choice \(.index)", markup: (.content | markup), within: "content", text: .content} ),
        ( select((.content | trimmed) == "" and (.tool_calls // []) == [] and (.reasoning | named))
          | select(.reasoning | test(call_tag; "i")) | {at: "choice \(.index)", markup: (.reasoning | markup), within: "reasoning", text: .reasoning} )
      | select(.markup != null and (($cut and (.text | trimmed) == (.markup | trimmed)) | not))
    end;

# The choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];

# Every text that the model wrote, choice by choice, each with its place and what it is.
def texts:
  choices[]
  | "choice \(.index)" as $at
  | ( {within: "content", text: .content, at: $at}, {within: "reasoning", text: .reasoning, at: $at},
      (.tool_calls[]? | {within: "name of a function", text: .name, at}, {within: "arguments of \(.name | shown)", text: .arguments, at}) )
  | select(.text | named);

# All that the request says, of which a model may repeat anything.
def request_text: [asked | .messages, .tools | .. | strings] | join("\n");

# Where a mark first stands in a text, in bytes.
def bytes_before($mark): split($mark)[0] | utf8bytelength;

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

# The chunks of a stream: every event that is an object, and no error.
def chunks: .response.events[]? | select((.json | type) == "object" and .json.error == null);

# The place of an event.
def place: "event \(.number), byte \(.offset)";

# The choice was cut by the token limit while it wrote hardly anything but white space.
def runs_on: .finish_reason == "length" and (.content | type == "string" and length > 8
  and (explode | map(select(. == 32 or (. >= 9 and . <= 13))) | length) * 2 > length);
