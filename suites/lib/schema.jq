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
# down it may look, and `forks`, how often this value may be judged in all, by what stands above: a schema that takes
# its own parts several ways has each level judged that many times over, and deep values are not judged to the end.
def judged($schema; $c; $place):
  . as $value
  | if $schema == false then {path: $place.path, rule: "must not be there"}
    elif $place.forks > 256 then {path: $place.path, rule: null}
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
        def alternatives($enough; $weight):
          . as $all
          | def in_turn($before; $at):
              reduce range($all | length) as $index ([];
                $before[$index] as $known
                | if $enough and .[-1].found == [] then .
                  elif $known and ($known.open | not) then . + [$known]
                  else . + [[here($all[$index]; $at)] | {found: ., open: ($known != null or verdict == "unknown")}] end);
            if $at.look <= 1 then in_turn([]; $at)
            else
              in_turn([]; $at + {look: 1})
              | (map(select(.open)) | length) as $open
              | if $open == 0 or ($enough and .[-1].found == []) then .
                else in_turn(.; $at + {forks: ($at.forks * $open * $weight)}) end
            end;
        def agreement($under; $weight): [$under] | alternatives(true; $weight)[0].found | verdict;
        # What no part speaks of; nobody can tell where a part does not fit.
        def unevaluated(others):
          (if type == "object" then $schema.unevaluatedProperties
            elif type == "array" then $schema.unevaluatedItems else null end) as $under
          | [others] as $others
          | $others[],
          if $under == null or $under == true or any($others[]; .rule) then empty
          elif $at.look <= 1 then unknown
          else
            def agrees: .under as $under | (.at | .forks *= 17) as $at
              | .value | [judged($under; $c; $at)] | verdict != "differs";
            . as $whole
            | ($schema | del(.unevaluatedProperties, .unevaluatedItems)) as $rest
            | (keys_unsorted - [evaluated($rest; $c; $at; agrees)])[] as $key
            | if $under == false then
                {path: ($at.path + [$key]), rule: (if type == "object" then not_a_property else not_an_item end)}
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
          ($schema.allOf | arrays | ($at + {forks: ($at.forks * pow(length; 0.68))}) as $at | .[] as $under | here($under; $at)),
          ($schema.anyOf | arrays | select(. != []) | alternatives(true; 1) | any_of($at.path; $value)),
          ($schema.oneOf | arrays | select(. != []) | alternatives(false; 1) | one_of($at.path; $value)),
          ( if $schema | has("not") then
              agreement($schema.not; 1)
              | if . == "fits" then {path: $at.path, rule: "must not agree with the schema under `not`"}
                elif . == "unknown" then unknown else empty end
            else empty end ),
          ( if $schema | has("if") and (has("then") or has("else")) then
              agreement($schema.if; 17)
              | if . == "fits" then here($schema.then; $at) elif . == "differs" then here($schema.else; $at) else unknown end
            else empty end );
        if $words == ["$ref"] or $c.draft <= 7 and ($schema["$ref"] | type == "string") then referred_to
        else
          def own: own_rules | if .path then . else .path = $at.path + (if has("key") then [.key] else [] end) end;
          if $words - $c.own == [] then own
          elif $schema | has("unevaluatedProperties") or has("unevaluatedItems") then unevaluated(own, combined_rules)
          else own, combined_rules end
        end
    end;

def shown_path:
  reduce .[] as $key ("";
    . + (if $key | type == "number" then "[\($key)]" elif $key | test("^[A-Za-z_$][A-Za-z0-9_$-]*\\z") then ".\($key)"
      else "[\($key | tojson)]" end));

def violations($schema):
  . as $value
  | ($schema | draft) as $draft
  | ($schema | if type == "object" then named_parts($draft) else {} end) as $names
  | {$draft, $names, named: ($names | length > 1), patterns: ($schema | patterns), silent: silent_words, own: own_words}
  | . as $c | .targets = ($schema | targets($c)) | . as $c
  | $value | judged($schema; $c; {path: [], within: {base: "", scope: []}, look: 10000, forks: 1})
  | select(.rule) | {path: (.path | shown_path), rule};
