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

# True unless the condition holds, which is then the reason.
def unless(condition; reason): if condition then reason else true end;

# True only if the condition holds; the reason otherwise.
def only_if(condition; reason): if condition then true else reason end;

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
def answered: when(complete, succeeded, legible, if .response.assembled then true else "there is no chat answer" end,
  if any(.response.assembled.choices[]?; .message == false) then "a choice has no message, which is judged as that" else true end);

# What was asked for and what came.

def asked: .request.body // {} | if type == "object" then . else {} end;

# The request turns thinking off.
def wants_no_thought: asked | .reasoning_effort == "none" or (.chat_template_kwargs | type == "object" and .enable_thinking == false);

def tools_offered: [asked | .tools // [] | .[]? | .function | objects];

def choices: .response.assembled.choices // [];

# A stream did not break off before its finish reason: what it says is all there. Other checks judge that it did.
def finished: if (.response.events // []) != [] and choices != [] and all(choices[]; .finish_reason == null)
    and all(.response.events[]; .data != "[DONE]")
  then "the stream ends before its finish reason" else true end;

# The answer holds a choice, and no error.
def has_choices: only_if(choices != []; "there is no choice");
def no_error: unless(.response.assembled.error; "the answer is an error");

def calls: [choices[] | .tool_calls // [] | .[]];

def called: if calls == [] then "the answer calls no function" else true end;

# What was written to the model, as one text: it may stand in an answer, tags and all.
def written: [asked.messages[]? | .content | tostring] | join("\n");

def last_event: (.response.events // [])[-1];

# Every text the model wrote for the reader, choice by choice.
def contents: choices[] | select(.content | type == "string" and . != "") | {content, at: {choice: .index}};

# The choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];

# The chunks of a stream: every event that is an object, and no error.
def chunks: .response.events[]? | select((.json | type) == "object" and .json.error == null);

# The file of a transcript in the run folder.
def file: "transcripts/\(.case.id)/\(.trial // 1)-\(.step // 1).json";

# The place of an event.
def place: {event: .number, byte: .offset};

# The place of a part of an assembled answer; transcripts of older versions have only its text.
def where: .location // .at;

# The place of a choice: that of its first call, if it has one.
def choice_place: (.tool_calls[0].location // {} | del(.call)) + {choice: .index};

# The choice was cut by the token limit while it wrote hardly anything but white space.
def runs_on: .finish_reason == "length" and (.content | type == "string" and length > 8
  and (explode | map(select(. == 32 or (. >= 9 and . <= 13))) | length) * 2 > length);
