# Functions for relations: a request, and the same request with a change that may change nothing but
# the wording of the answer. Both are sent in rounds in the order base, changed, changed, base, so
# that replicas that take turns do not look like a difference.

include "lib/transcript";
include "lib/texts";
include "lib/tools";
import "lib/requests" as requests;

def is_base: .step % 4 | . == 1 or . == 0;

# The properties of an answer that must not change: whether the request was accepted, which
# functions are called, and the finish reason.
def kept: (.response.status // 0) as $status
  | if $status >= 500 then "a server error (\($status))"
    elif $status >= 400 then "a refusal (\($status))"
    else ([calls[].name | tostring] | unique) as $names
      | if $names != [] then "a call of \($names | join(", "))"
        else "no call, and the finish reason \(choices[0].finish_reason | tojson)" end
    end;

# An answer can be compared; its own defects are evaluated separately.
def comparable:
  when(
    complete,
    unless(.response.status | . == null or (. >= 300 and . < 400) or . == 429 or . == 503;
      "there is no answer to compare"),
    if .response.status >= 400 then true
    elif answered != true or choices == [] or .response.assembled.error != null or cut_off then
      "an answer is incomplete"
    elif [calls_as_text] != []
        or [swallowed] != []
        or [only_thought] != []
        or any(calls[]; .name | named | not)
        or any(choices[]; (.tool_calls // []) == [] and .finish_reason == null)
    then
      "an answer has defects, which other checks evaluate"
    else true end);

def of_base: [.[] | select(is_base) | kept];
def changed: [.[] | select(is_base | not) | kept];

# No changed request has the same result as a base request.
def apart: of_base as $base | changed as $changed
  | $base != [] and $changed != [] and all($changed[]; . as $one | $base | index([$one]) == null);

# The request of this step. The input is that of `request`; `base` is the base request, and `change`
# modifies its body. The second and third round show whether a difference is due to chance.
def related(base; change):
  if any(.transcripts[]; comparable != true) then
    requests::unneeded("an earlier answer cannot be compared")
  elif .step > 2 and (.transcripts | apart | not) then
    requests::unneeded("the change made no difference")
  else
    (base | .body.temperature = 0) as $request
    | if is_base then $request else $request | .body |= change end
  end;

# The fields in which the changed requests differ from the base.
def fields_changed: ([.[] | select(is_base) | asked][0] // {}) as $base
  | [.[] | select(is_base | not) | asked][0] // {}
  | [to_entries[] | select(.key as $key | .value != $base[$key]) | .key];
