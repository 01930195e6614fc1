# The members of a value that some part of a schema evaluates, by key or index:
# unevaluatedProperties and unevaluatedItems do not apply to them. `agrees` outputs whether the
# value fits {value, under, at}.

include "lib/schema/members";
include "lib/schema/references";
include "lib/schema/rules";

def spoken_of($schema; $c; agrees):
  if type == "object" then
    . as $object
    | if $schema | has("additionalProperties") or has("unevaluatedProperties") then keys_unsorted[]
      else
        ($schema.properties | objects | keys_unsorted[] | select(. as $key | $object | has($key))),
        ( ($schema.patternProperties | objects | keys_unsorted[]) as $pattern
          | keys_unsorted[] | select(matches($pattern; $c.patterns) != false) )
      end
  elif type == "array" then
    . as $array
    | if ($schema | other_items != null or has("unevaluatedItems")) then range(length)
      else range([length, ($schema | first_items | length)] | min) end,
      ( $schema.contains | select(. != null and $c.draft >= 2020) as $under
        | range($array | length) | select({value: $array[.], under: $under} | agrees) )
  else empty end;

def evaluated($schema; $c; $place; agrees):
  . as $value
  | if $schema | type != "object" then empty
    else
      ( if $c.named then $place + {within: ($place.within | entered($schema; $c.draft))}
        else $place end ) as $at
      | def fits($under): {value: $value, under: $under, at: $at} | agrees;
        spoken_of($schema; $c; .at = $at | agrees),
        ( followed($schema; $c; $at) as {$lost, $schema, $at}
          | if $lost == "outside" then keys_unsorted[]
            else evaluated($schema; $c; $at; agrees) end ),
        ( ( ($schema.allOf | arrays | .[]),
            ($schema.anyOf, $schema.oneOf | arrays | .[] | select(fits(.))),
            ( $schema | select(has("if")) | if fits(.if) then .if, .then else .else end ),
            ( $schema.dependentSchemas, $schema.dependencies
              | objects | to_entries[]
              | select(.key as $key | $value | type == "object" and has($key))
              | .value ) ) as $under
          | $value
          | evaluated($under; $c; $at; agrees) )
    end;
