# Words for relations: a request and the same one with a change that must change nothing but words.
# Both are sent in rounds, in the order base, changed, changed, base, so that a server with several
# replicas that take turns does not look like a difference.

include "lib/transcript";
include "lib/texts";
include "lib/tools";
import "lib/requests" as requests;

def is_base: .step % 4 | . == 1 or . == 0;

# What an answer has to keep: whether the request was taken, what is called, and why the answer ends.
def kept: (.response.status // 0) as $status
  | if $status >= 500 then "an error of the server (\($status))"
    elif $status >= 400 then "a refusal (\($status))"
    else ([calls[].name | tostring] | unique) as $names
      | if $names != [] then "a call of \($names | join(", "))"
        else "no call, and the finish reason \(choices[0].finish_reason | tojson)" end
    end;

# Whether an answer can be compared at all; what is wrong with it in itself is judged in each answer.
def comparable: when(complete,
  if .response.status | . == null or (. >= 300 and . < 400) or . == 429 or . == 503 then "no answer came to compare" else true end,
  if .response.status >= 400 then true
  elif answered != true or choices == [] or .response.assembled.error != null or cut_off then "an answer is not whole"
  elif [calls_as_text] != [] or [swallowed] != [] or [only_thought] != [] or any(calls[]; .name | named | not)
    or any(choices[]; (.tool_calls // []) == [] and .finish_reason == null)
  then "what is wrong with an answer is judged in that answer" else true end);

def of_base: [.[] | select(is_base) | kept];
def changed: [.[] | select(is_base | not) | kept];

# No changed request was answered as any of the others was.
def apart: of_base as $base | changed as $changed
  | $base != [] and $changed != [] and all($changed[]; . as $one | $base | index([$one]) == null);

# What is sent at this step. The input is that of `request`; `base` is a request of it, and `change`
# acts on the body. Further rounds show whether a difference is chance.
def related(base; change):
  if any(.transcripts[]; comparable != true) then requests::unneeded("an answer before cannot be compared")
  elif .step > 2 and (.transcripts | apart | not) then requests::unneeded("the change made no difference")
  else (base | .body.temperature = 0) as $request
    | if is_base then $request else $request | .body |= change end
  end;

# The fields in which the changed requests differ from the others.
def fields_changed: ([.[] | select(is_base) | asked][0] // {}) as $base
  | [.[] | select(is_base | not) | asked][0] // {}
  | [to_entries[] | select(.key as $key | .value != $base[$key]) | .key];
