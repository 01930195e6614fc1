# Functions for checks that compare the two modes of a case. The input is {case, transcripts}: all
# modes and trials of the case.

include "lib/transcript";

def sound:
  answered == true and choices != [] and .response.assembled.error == null and (cut_off | not);

def of_mode($streamed): [.transcripts[] | select(.case.streamed == $streamed)];

# Both modes were tried often enough to tell a pattern from chance.
def comparable:
  of_mode(false) as $plain | of_mode(true) as $streams
  | when(
      unless(($plain | length) < 3 or ($streams | length) < 3;
        "not every mode was tried three times"),
      unless(any(($plain + $streams)[]; sound | not);
        "an answer is incomplete, which other checks evaluate"));

# The value of each mode, if they differ: all trials of one mode agree, and no trial of the other
# mode has the same value.
def differing(view):
  [of_mode(false)[] | view] as $plain
  | [of_mode(true)[] | view] as $streams
  | ($plain | unique) as $p
  | ($streams | unique) as $s
  | if ($p | length) == 1 and ($streams | index([$p[0]])) == null then
      {plain: $p[0], stream: $streams[0]}
    elif ($s | length) == 1 and ($plain | index([$s[0]])) == null then
      {plain: $plain[0], stream: $s[0]}
    else empty end;

def agree(view; what):
  [differing(view)]
  | if . == [] then true
    else
      .[0]
      | finding(
          "\(what) differs: \(.plain | shown) in non-streamed answers, \(.stream | shown) in "
            + "streams";
          {choice: 0}; "\(.plain | shown) / \(.stream | shown)")
    end;
