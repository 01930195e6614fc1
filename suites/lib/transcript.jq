# Functions for checks. The input is a transcript; an example may contain only the parts that a
# check reads.

# True if the condition holds, else the finding.
def expect(holds; otherwise): if holds then true else otherwise end;

# True if every subject holds, else a finding for each subject that does not. An empty list is a
# finding too: a check must not pass if it evaluated nothing.
def every(subjects; holds; otherwise):
  [subjects] as $all
  | if $all == [] then "there is nothing to evaluate"
    else [$all[] | select(holds | not)]
      | if . == [] then true else .[] | otherwise end
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

# The middle of a long text in the digest of a run is missing.
def is_shortened: test("…\\[[0-9]+ bytes, [0-9a-f]+\\]…");

# The `saw` of a finding: a text unchanged, other values and invisible characters as JSON;
# truncated.
def excerpt: (if type == "string" then .[:1000] else . end)
  | if type == "string" and test("^\\S(.*\\S)?$") then . else tojson end
  | if length > 160 then .[:157] + "..." else . end;

# The value of a response header, whose name is not case-sensitive; null if there is none.
def header($name):
  [.response.headers[]? | select(.name | ascii_downcase == $name) | .value] | first;

# The texts of a list as one text. (`join` of jq 1.6 copies the result for each element.)
def joined($separator): [.[] | $separator, .] | .[1:] | add // "";

# A non-empty text.
def named: type == "string" and . != "";

# The text without white space around it; empty for other values.
def trimmed:
  if type != "string" then ""
  elif test("^\\s|\\s$") then sub("^\\s+"; "") | sub("\\s+$"; "")
  else . end;

# A character is white space, given as a number.
def is_space:
  . == 32
    or (. >= 9 and . <= 13)
    or (. > 132
      and ( . == 133 or . == 160 or . == 5760 or (. >= 8192 and . <= 8202) or . == 8232
        or . == 8233 or . == 8239 or . == 8287 or . == 12288 ));

# The number of words of a text. (Matching them with a pattern takes quadratic time in jq 1.6.)
def words_counted:
  if test("[^\\S \\n\\r\\t]") then
    [explode[] | is_space]
    | . as $spaces
    | [range(length) | select(($spaces[.] | not) and (. == 0 or $spaces[. - 1]))]
    | length
  else
    # In pieces, because the list of all words takes twenty times the memory of the text.
    . as $text
    | reduce range(0; length; 1000000) as $at (0;
        . + (
          [
            $text[$at:$at + 1000000]
            | split(" ")[] | split("\n")[] | split("\t")[] | split("\r")[] | select(. != "")
          ] | length)
        - (if $at > 0 and ($text[$at - 1:$at + 1] | test("^[^ \n\r\t]{2}")) then 1 else 0 end))
  end;

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

# The event is a chunk: an object and not an error.
def is_chunk: (.json | type) == "object" and .json.error == null;

# The chunks of a stream.
def chunks: .response.events[]? | select(is_chunk);

# The first event of each shape, with the positions `first` and `last` of the events of the shape in
# `events`, and their `count`. The events of a shape differ in the texts of their deltas alone: each
# is not empty, or white space alone, or empty in all of them. Transcripts of older versions have no
# shapes, so each event counts as one.
def event_shapes:
  .response
  | .events as $events
  | (.shapes // [$events // [] | range(length) | {first: ., last: ., count: 1}])[]
  | . + $events[.first];

# The same for the chunks.
def chunk_shapes: event_shapes | select(is_chunk);

# The parts of an answer that have its choices: the shapes of chunks, or the document.
def answer_parts: if .response.events then chunk_shapes else {json: .response.json, count: 1} end;

# The number of events that have these shapes.
def events_counted: map(.count) | add // 0;

# The stream has its last event.
def is_done: any(event_shapes; .data == "[DONE]");

# A stream has a finish reason, so its answer is complete. That it is missing is evaluated by other
# checks.
def finished:
  unless(
    (.response.events // []) != []
      and choices != []
      and all(choices[]; .finish_reason == null)
      and (is_done | not);
    "the stream ends before its finish reason");

# The answer has a choice, or no error.
def has_choices: only_if(choices != []; "there is no choice");
def no_error: unless(.response.assembled.error; "the answer is an error");

def calls: [choices[] | .tool_calls // [] | .[]];

def called: unless(calls == []; "the answer makes no tool call");

# The messages that were sent, as one text. An answer may repeat it, including tags.
def written: [asked.messages[]? | .content | tostring] | joined("\n");

def last_event: (.response.events // [])[-1];

# The content of each choice.
def contents:
  choices[] | select(.content | type == "string" and . != "") | {content, at: {choice: .index}};

# A choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];

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
