# The violations of a union. The input is the result of each alternative: {found, open}; `open` if a
# glance did not decide it.

include "lib/schema/members";
include "lib/schema/rules";

# If no alternative fits: the common requirement of all alternatives, if they are of one kind, else
# the violations of the nearest alternative. That is an undecided one, or else the one with the
# right type, the right constants and the fewest violations.
def nearest($path; $value):
  length as $count
  | if all(.[].found; length == 1 and .[0].wants and .[0].path == $path) then
      all(.[].found[0]; .apart == "type") as $types
      | reduce .[].found[0].wants[] as $want ([]; if index([$want]) then . else . + [$want] end)
      | {
          path: $path, wants: ., apart: (if $types then "type" else "value" end),
          rule: ("must be "
            + "\(join(" or "))\(if $types then ", and is \($value | json_type)" else "" end)")
        }
    else
      (if any(.[]; .open) then map(select(.open)) else . end)
      | min_by(
          .found
          | [any(.[]; .apart == "type" and .path == $path), any(.[]; .apart == "value"), length])
      | .found[] | select(.rule) | del(.wants)
      | if $count == 1 or .nearest then .
        else .nearest = true | .rule += " (nearest of \($count) alternatives)" end
    end;

def any_of($path; $value):
  map(.found | verdict) as $verdicts
  | if $verdicts | index("fits") then empty
    elif $verdicts | index("unknown") then {path: $path, rule: null}
    else nearest($path; $value) end;

def one_of($path; $value):
  map(.found | verdict) as $verdicts
  | [range(length) | select($verdicts[.] == "fits") | . + 1 | tostring] as $fitting
  | if $fitting | length > 1 then
      ($fitting | join(" and ")) as $both
      | {
          path: $path,
          rule: ("must match only one of the \(length) alternatives of oneOf, and matches "
            + "numbers \($both)")
        }
    elif $verdicts | index("unknown") then {path: $path, rule: null}
    elif $fitting == [] then nearest($path; $value)
    else empty end;
