# Damage that streaming code does to a text, found by comparing the text with the expected one. The
# input is a text. Each kind of damage is exact to the character, so that a model hardly ever writes
# it, and never in streams alone.

include "lib/transcript";
include "lib/recoding";

def blanks: [match("\\s+"; "g")] | length;
def signs: gsub("\\s+"; "");

# The beginning of the expected text up to its first non-ASCII character; null if it has none, or
# begins with one.
def plain_start:
  [
    label $found
    | foreach explode[] as $c (-1; . + 1; if $c > 127 then ., break $found else empty end)
  ][0] as $at
  | if $at == null or $at == 0 then null else .[:$at] | bare end;

# Running totals: a text, then the text with its next piece, and so on until the complete text. What
# precedes the complete text ends with a part of it.
def totals($expected): . as $before | ($before | rindex($expected[:4])) as $at
  | $at != null and ($expected | startswith($before[$at:] | bare));

# The kind of damage, a key of `damages`; null if the text is as expected, or simply different.
def damage($want):
  bare as $actual
  | ($want | bare) as $expected
  | ($actual | length) as $c
  | ($expected | length) as $d
  | if $actual == $expected or $actual == "" or $expected == "" then null
    elif ($actual | signs) == ($expected | signs) then
      if ($actual | blanks) * 2 <= ($expected | blanks) and $c < $d then "spaces" else null end
    elif $c < $d then
      if $expected | startswith($actual) then
        if ($expected | plain_start) == $actual then "rare" else "end" end
      elif $expected | endswith($actual) then "start"
      else null end
    elif $actual | endswith($expected) then
      ($actual[:$c - $d] | bare) as $before
      | if $before == "" then null
        elif $before == $expected then "whole"
        elif $expected | startswith($before) then "restart"
        elif $before | totals($expected) then "totals"
        else null end
    elif ($actual | signs | explode | sort) == ($expected | signs | explode | map(., .) | sort) then
      "pieces"
    else null end;

# The text consists of two equal halves.
def twice:
  trimmed
  | length as $all
  | ($all / 2 | floor) as $half
  | $all > 15 and (.[:$half] | trimmed) == (.[$half:] | trimmed);

# A description of each kind, which follows "in … streams a text", and its remedies.
def damages: {
  spaces: {
    does: "loses the spaces between its words",
    remedy: ["pass-pieces-unchanged", "ask-the-engine-directly"]
  },
  end: {does: "loses its end", remedy: ["send-the-last-piece", "ask-the-engine-directly"]},
  start: {does: "loses its beginning", remedy: ["send-the-first-piece", "ask-the-engine-directly"]},
  rare: {
    does: "ends at its first non-ASCII character",
    remedy: ["count-characters-or-bytes", "ask-the-engine-directly"]
  },
  pieces: {
    does: "has each piece twice", remedy: ["send-each-piece-once", "ask-the-engine-directly"]
  },
  totals: {
    does: "is sent as a running total: each piece repeats all text before it",
    remedy: ["send-what-is-new", "ask-the-engine-directly"]
  },
  whole: {
    does: "is sent twice: the complete text is repeated at the end",
    remedy: ["repeat-nothing-at-the-end", "ask-the-engine-directly"]
  },
  restart: {
    does: "starts again after its first words", remedy: ["no-second-beginning", "gateway-fallback"]
  }
};
