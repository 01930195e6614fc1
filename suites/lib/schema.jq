# Whether a value agrees with a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12: one {path, rule} for each
# rule it breaks. `$schema` tells the draft, 2020-12 where it is missing, which matters for `id` and for what
# stands beside `$ref`; for the rest, a keyword counts in every draft.
#
# Not judged, and so never held against a value: references out of the schema, patterns that Oniguruma cannot
# read, `format`, the content keywords, unknown keywords. Within, what cannot be judged is a violation whose
# rule is null, since under `not` or `oneOf` leaving it out would turn into its opposite.

include "lib/schema/references";
include "lib/schema/patterns";
include "lib/schema/rules";
include "lib/schema/members";
include "lib/schema/unions";
include "lib/schema/evaluated";

# `$c` holds for the whole schema: its draft, names and patterns, and words of a kind. `$place` is where judging
# is: the path, the part of the schema, the references `seen` on the way to this very value, how many levels
# down it may look, and how many alternatives are open above.
def judged($schema; $c; $place):
  . as $value
  | if $schema == false then {path: $place.path, rule: "must not be there"}
    elif $schema | type != "object" then empty
    else
      ($schema | keys_unsorted - $c.silent) as $words
      | (if $c.named then $place + {within: ($place.within | entered($schema; $c.draft))} else $place end) as $at
      | def unknown: {path: $at.path, rule: null};
        def here($under; $at): $value | judged($under; $c; $at);
        def part:
          .under as $under
          | if has("key") | not then .value | judged($under; $c; $at)
            elif $at.look == 0 then unknown
            else
              {path: ($at.path + [.key]), within: $at.within, look: ($at.look - 1), forks: $at.forks} as $at
              | .value | judged($under; $c; $at)
            end;
        def referred_to:
          followed($schema; $c; $at) | if .lost then unknown else .at as $at | .schema as $under | here($under; $at) end;
        # What each alternative finds. A glance, one level down, settles most; only what it leaves open is judged
        # in full, as unions of unions would otherwise cost a power of their depth. One that fits may be enough.
        def alternatives($enough):
          . as $all
          | def in_turn($from; wanted; $at):
              reduce range($all | length) as $index ($from;
                .[$index].open as $open
                | if (.[$index] | wanted) and ($enough and any(.[]; . and .found == []) | not)
                  then .[$index] = ([here($all[$index]; $at)] | {found: ., open: ($open or verdict == "unknown")}) else . end);
            if $at.look <= 1 then in_turn([]; true; $at)
            else
              in_turn([]; true; $at + {look: 1})
              | ([.[] | select(. and .open)] | length) as $open
              | if $open == 0 or $at.forks * $open > 1000 then .
                else in_turn(.; . and .open; $at + {forks: ($at.forks * $open)}) end
            end
          | map(select(.));
        def agreement($under): [$under] | alternatives(true)[0].found | verdict;
        def unevaluated($under; $what):
          if $under == null or $under == true then empty
          elif $at.look <= 1 then unknown
          else
            . as $whole
            | (keys_unsorted - [evaluated($schema | del(.unevaluatedProperties, .unevaluatedItems); $c; $at;
                .at as $at | .under as $under | .value | [judged($under; $c; $at)] | verdict != "differs")])[] as $key
            | if $under == false then {path: ($at.path + [$key]), rule: "is \($what) that the schema does not allow"}
              else {value: $whole[$key], $key, $under} | part end
          end;
        def own_rules:
          general_rules($schema),
          if $words == ["type"] then empty
          elif type == "string" then string_rules($schema; $c.patterns)
          elif type == "number" then number_rules($schema)
          elif type == "object" then object_rules($schema; $c.patterns; part)
          elif type == "array" then array_rules($schema; part)
          else empty end;
        def combined_rules:
          referred_to,
          ($schema.allOf | arrays | .[] as $under | here($under; $at)),
          ($schema.anyOf | arrays | select(. != []) | alternatives(true) | any_of($at.path; $value)),
          ($schema.oneOf | arrays | select(. != []) | alternatives(false) | one_of($at.path; $value)),
          ( if $schema | has("not") then
              agreement($schema.not)
              | if . == "fits" then {path: $at.path, rule: "must not agree with the schema under `not`"}
                elif . == "unknown" then unknown else empty end
            else empty end ),
          ( if $schema | has("if") and (has("then") or has("else")) then
              agreement($schema.if)
              | if . == "fits" then here($schema.then; $at) elif . == "differs" then here($schema.else; $at) else unknown end
            else empty end ),
          (select(type == "object") | unevaluated($schema.unevaluatedProperties; "a property")),
          (select(type == "array") | unevaluated($schema.unevaluatedItems; "an item"));
        if $words == ["$ref"] or $c.draft <= 7 and ($schema["$ref"] | type == "string") then referred_to
        else
          (own_rules | if .path then . else .path = $at.path + (if has("key") then [.key] else [] end) end),
          (if $words - $c.own == [] then empty else combined_rules end)
        end
    end;

def shown_path:
  reduce .[] as $key ("";
    . + (if $key | type == "number" then "[\($key)]" elif $key | test("^[A-Za-z_$][A-Za-z0-9_$-]*\\z") then ".\($key)"
      else "[\($key | tojson)]" end));

def violations($schema):
  . as $value
  | ($schema | draft) as $draft
  | ($schema | named_parts($draft)) as $names
  | {$draft, $names, named: ($names | length > 1), patterns: ($schema | patterns), silent: silent_words, own: own_words}
  | . as $c | .targets = ($schema | targets($c)) | . as $c
  | $value | judged($schema; $c; {path: [], within: {base: "", scope: []}, look: 10000, forks: 1})
  | select(.rule) | {path: (.path | shown_path), rule};
