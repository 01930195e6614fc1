# Validates a value against a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12: outputs one {path,
# rule} for each violated rule. `$schema` selects the draft, by default 2020-12. The draft matters
# for `id` and for keywords next to `$ref`; other keywords apply in every draft.
#
# Not evaluated, and so never a violation: references to other documents, patterns that Oniguruma
# cannot read, `format`, the content keywords, unknown keywords. Internally they are violations
# whose rule is null: if they were left out, `not` and `oneOf` would reverse them.

include "lib/schema/references";
include "lib/schema/patterns";
include "lib/schema/rules";
include "lib/schema/members";
include "lib/schema/unions";
include "lib/schema/evaluated";

# `$c` is constant: the draft, names and patterns of the schema, and kinds of keywords. `$place` is
# the current position: `path`, `within` (see lib/schema/references), the references `seen` on the
# way to this value, `look` (the number of levels that may still be evaluated) and `forks` (how
# often this value may be evaluated because of the levels above). A schema that uses its own parts
# several times evaluates each level that many times, so deep values are not evaluated to the end.
def judged($schema; $c; $place):
  . as $value
  | if $schema == false then {path: $place.path, rule: "is not allowed"}
    elif $place.forks > 256 then {path: $place.path, rule: null}
    elif $schema | type != "object" then empty
    else
      ($schema | keys_unsorted - $c.silent) as $words
      | ( if $c.named then $place + {within: ($place.within | entered($schema; $c.draft))}
          else $place end ) as $at
      | def unknown: {path: $at.path, rule: null};
        def here($under; $at): $value | judged($under; $c; $at);
        def part:
          .under as $under
          | if has("key") | not then .value | judged($under; $c; $at)
            elif $at.look == 0 then unknown
            else
              {
                path: ($at.path + [.key]), within: $at.within, look: ($at.look - 1),
                forks: $at.forks
              } as $at
              | .value | judged($under; $c; $at)
            end;
        def referred_to:
          followed($schema; $c; $at)
          | if .lost then unknown else .at as $at | .schema as $under | here($under; $at) end;
        # The violations of each alternative. A glance, one level down, decides most of them; only
        # undecided ones are evaluated completely, because nested unions would otherwise take
        # exponential time. One alternative that fits may be enough.
        def alternatives($enough; $weight):
          . as $all
          | def in_turn($before; $at):
              reduce range($all | length) as $index ([];
                $before[$index] as $known
                | if $enough and .[-1].found == [] then .
                  elif $known and ($known.open | not) then . + [$known]
                  else
                    .
                      + [
                          [here($all[$index]; $at)]
                          | {found: ., open: ($known != null or verdict == "unknown")}
                        ]
                  end);
            if $at.look <= 1 then in_turn([]; $at)
            else
              in_turn([]; $at + {look: 1})
              | (map(select(.open)) | length) as $open
              | if $open == 0 or ($enough and .[-1].found == []) then .
                else in_turn(.; $at + {forks: ($at.forks * $open * $weight)}) end
            end;
        def agreement($under; $weight): [$under] | alternatives(true; $weight)[0].found | verdict;
        # Members that no part of the schema evaluates; unknown if a part does not fit.
        def unevaluated(others):
          ( if type == "object" then $schema.unevaluatedProperties
            elif type == "array" then $schema.unevaluatedItems
            else null end ) as $under
          | [others] as $others
          | $others[],
            if $under == null or $under == true or any($others[]; .rule) then empty
            elif $at.look <= 1 then unknown
            else
              def agrees:
                .under as $under
                | (.at | .forks *= 17) as $at
                | .value | [judged($under; $c; $at)] | verdict != "differs";
              . as $whole
              | ($schema | del(.unevaluatedProperties, .unevaluatedItems)) as $rest
              | (keys_unsorted - [evaluated($rest; $c; $at; agrees)])[] as $key
              | if $under == false then
                  {
                    path: ($at.path + [$key]),
                    rule: (if type == "object" then not_a_property else not_an_item end)
                  }
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
          ( $schema.allOf | arrays
            | ($at + {forks: ($at.forks * pow(length; 0.68))}) as $at
            | .[] as $under
            | here($under; $at) ),
          ( $schema.anyOf | arrays | select(. != []) | alternatives(true; 1)
            | any_of($at.path; $value) ),
          ( $schema.oneOf | arrays | select(. != []) | alternatives(false; 1)
            | one_of($at.path; $value) ),
          ( if $schema | has("not") then
              agreement($schema.not; 1)
              | if . == "fits" then {path: $at.path, rule: "must not match the schema in `not`"}
                elif . == "unknown" then unknown
                else empty end
            else empty end ),
          ( if $schema | has("if") and (has("then") or has("else")) then
              agreement($schema.if; 17)
              | if . == "fits" then here($schema.then; $at)
                elif . == "differs" then here($schema.else; $at)
                else unknown end
            else empty end );
        if $words == ["$ref"] or $c.draft <= 7 and ($schema["$ref"] | type == "string") then
          referred_to
        else
          def own:
            own_rules
            | if .path then . else .path = $at.path + (if has("key") then [.key] else [] end) end;
          if $words - $c.own == [] then own
          elif $schema | has("unevaluatedProperties") or has("unevaluatedItems") then
            unevaluated(own, combined_rules)
          else own, combined_rules end
        end
    end;

def shown_path:
  reduce .[] as $key ("";
    .
      + ( if $key | type == "number" then "[\($key)]"
          elif $key | test("^[A-Za-z_$][A-Za-z0-9_$-]*\\z") then ".\($key)"
          else "[\($key | tojson)]" end ));

def violations($schema):
  . as $value
  | ($schema | draft) as $draft
  | ($schema | if type == "object" then named_parts($draft) else {} end) as $names
  | {
      $draft, $names, named: ($names | length > 1), patterns: ($schema | patterns),
      silent: silent_words, own: own_words
    }
  | . as $c
  | .targets = ($schema | targets($c))
  | . as $c
  | $value
  | judged($schema; $c; {path: [], within: {base: "", scope: []}, look: 10000, forks: 1})
  | select(.rule)
  | {path: (.path | shown_path), rule};
