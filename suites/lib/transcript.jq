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

# A value as JSON, for a finding's message, cut where it grows long.
def shown: tojson | if length > 120 then .[:117] + "..." else . end;

# A text as it is, anything else as JSON: what a finding saw.
def excerpt: if type == "string" and . != "" then . else tojson end
  | if length > 160 then .[:157] + "..." else . end;

# When a check applies: each of these is true, or the reason why it does not.

# The first reason of several conditions, true when there is none; later ones are not looked at.
def when(conditions): [limit(1; conditions | select(. != true))] | if . == [] then true else .[0] end;

def complete: (.ending // "complete") | if . == "complete" then true else "the answer is \(.)" end;

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

# What of a text is a call that no parser took out: the markup that parsers look for, or a bare object
# that names an offered function and its arguments. The input is one of `contents`.
def call_markup($names):
  .content
  | [match("<\\|?/?(tool_call|tool_calls|function_call|function=|tool_use|python_tag)[^>]*>?|\\[/?TOOL_CALLS\\]|<｜tool▁calls?▁begin｜>").string][0]
  // (if test("^\\s*(```(json)?\\s*)?\\{") and test("\"(arguments|parameters)\"\\s*:")
        and (. as $text | any($names[]; . as $name | $text | test("\"name\"\\s*:\\s*\"" + $name + "\"")))
      then .[:80] else null end);

# Every text that holds such a call.
def calls_as_text:
  [tools_offered[].name | strings | gsub("[^A-Za-z0-9_-]"; ".")] as $names
  | if $names == [] then empty else contents | . + {markup: call_markup($names)} | select(.markup != null) end;

# The choice was cut by the token limit.
def cut_off: [choices[] | select(.finish_reason == "length")] != [];
