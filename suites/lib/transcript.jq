# Functions for checks. The input is a transcript; an example may contain only the parts that a
# check reads.

# True if the condition holds, else the finding.
def expect(holds; otherwise): if holds then true else otherwise end;

# True if every subject holds, else a finding for each subject that does not. An empty list is a
# finding too: a check must not pass if it evaluated nothing.
def every(subjects; holds; otherwise):
  [subjects] as $all
  | if $all == [] then "there is nothing to evaluate"
    else [$all[] | select(holds | not) | otherwise]
      | if . == [] then true else .[] end
    end;

# A finding, with its place in the response and what is there.
def finding(message; at; saw): {message: message, at: at, saw: saw};

# A finding with remedies that replace those of the check.
def finding(message; at; saw; remedy): finding(message; at; saw) + {remedy: remedy};

# The check is inconclusive, for this reason.
def inconclusive(reason): error({inconclusive: reason});

# The text around a byte, with a caret below that byte.
def pointed($text; $offset):
  ( $text
    | if $offset >= utf8bytelength then length
      elif utf8bytelength == length then $offset
      else
        label $found
        | foreach (explode[], 0) as $c ({bytes: 0, at: -1};
            {
              bytes: ( .bytes
                  + (if $c < 128 then 1 elif $c < 2048 then 2 elif $c < 65536 then 3 else 4 end) ),
              at: (.at + 1)
            };
            if .bytes > $offset then .at, break $found else empty end)
      end ) as $at
  | ([0, $at - 60] | max) as $start
  | {saw: $text[$start:$start + 120], caret: ($at - $start)};

# A value as JSON for a message, truncated to 120 characters.
def shown: tojson | if length > 120 then .[:117] + "..." else . end;

# A defect of JSON, as text.
def defect_text:
  if .kind == "empty" then "the text is empty"
  elif .kind == "unexpected-end" then "the text ends at byte \(.offset), inside a value"
  elif .kind == "not-json" then "the text does not begin like JSON"
  else
    ({bom: "byte order mark", "number-range": "number out of range"}[.kind]
      // (.kind | gsub("-"; " ")))
      + " at byte \(.offset)"
  end;

# The `saw` of a finding: a text unchanged, other values and invisible characters as JSON;
# truncated.
def excerpt: if type == "string" and test("^\\S(.*\\S)?$") then . else tojson end
  | if length > 160 then .[:157] + "..." else . end;

# The value of a response header, whose name is not case-sensitive; null if there is none.
def header($name):
  [.response.headers[]? | select(.name | ascii_downcase == $name) | .value] | first;

# A non-empty text.
def named: type == "string" and . != "";

# The text without white space around it; empty for other values.
def trimmed:
  if type != "string" then ""
  elif test("^\\s|\\s$") then sub("^\\s+"; "") | sub("\\s+$"; "")
  else . end;

# Conditions for `applies`: each outputs true, or the reason why the check does not apply.

# True if all conditions hold, else the first reason; later conditions are not evaluated.
def when(conditions): label $found | (conditions | select(. != true) | ., break $found), true;

# True unless the condition holds; the reason otherwise.
def unless(condition; reason): if condition then reason else true end;

# True if the condition holds; the reason otherwise.
def only_if(condition; reason): if condition then true else reason end;

# The response is complete, even if the connection stayed open after it.
def complete:
  (.ending // "complete")
  | if . == "complete" or . == "kept-open" then true else "the answer is \(.)" end;

# The server responded, with any content.
def responded:
  only_if(.response.status // .response.assembled // .response.events // .response.json;
    "there is no response");

def succeeded: (.response.status // 200)
  | if . >= 200 and . < 300 then true else "the status is \(.)" end;

# The body is readable. A content coding that is named but not applied does not affect other checks.
def legible:
  .response
  | if (.codings // []) == [] and (.lengths // [] | length) < 2 then true
    elif (.lengths // [] | length) > 1 then "its headers contradict each other about its length"
    elif (.json == null and (.events // []) == []) or any(.text_defects[]?; .offset < 16) then
      "the body is encoded"
    else true end;

def streamed: when(legible, only_if(.response.events; "the answer is not a stream"));

# The answer is not streamed.
def whole: when(legible, unless(.response.events; "the answer is a stream"));

# A successful response from which a chat answer could be assembled.
def answered:
  when(
    complete,
    succeeded,
    legible,
    only_if(.response.assembled; "there is no chat answer"),
    unless(any(.response.assembled.choices[]?; .message == false);
      "a choice has no message: see chat/has-choices"));

# The parts of the request and of the answer.

def asked: .request.body // {} | if type == "object" then . else {} end;

# The request turns reasoning off.
def wants_no_thought:
  asked
  | .reasoning_effort == "none"
      or (.chat_template_kwargs | type == "object" and .enable_thinking == false);

def tools_offered: [asked | .tools // [] | .[]? | .function | objects];

def choices: .response.assembled.choices // [];

# A stream has a finish reason, so its answer is complete. That it is missing is evaluated by other
# checks.
def finished:
  unless(
    (.response.events // []) != []
      and choices != []
      and all(choices[]; .finish_reason == null)
      and all(.response.events[]; .data != "[DONE]");
    "the stream ends before its finish reason");

# The answer has a choice, or no error.
def has_choices: only_if(choices != []; "there is no choice");
def no_error: unless(.response.assembled.error; "the answer is an error");

def calls: [choices[] | .tool_calls // [] | .[]];

def called: unless(calls == []; "the answer makes no tool call");

# The messages that were sent, as one text. An answer may repeat it, including tags.
def written: [asked.messages[]? | .content | tostring] | join("\n");

def last_event: (.response.events // [])[-1];

# The content of each choice.
def contents:
  choices[] | select(.content | type == "string" and . != "") | {content, at: {choice: .index}};

# A choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];

# The chunks of a stream: each event that is an object and not an error.
def chunks: .response.events[]? | select((.json | type) == "object" and .json.error == null);

# The file of a transcript in the run folder.
def file: "transcripts/\(.case.id)/\(.trial // 1)-\(.step // 1).json";

# The place of an event.
def place: {event: .number, byte: .offset};

# The place of a part of an assembled answer; transcripts of older versions have only its text.
def where: .location // .at;

# The place of a choice: that of its first call, if it has one.
def choice_place: (.tool_calls[0].location // {} | del(.call)) + {choice: .index};

# The choice was cut by the token limit, and more than half of it is white space.
def runs_on: .finish_reason == "length" and (.content | type == "string" and length > 8
  and (explode | map(select(. == 32 or (. >= 9 and . <= 13))) | length) * 2 > length);
