# The rules for the members of objects and arrays. `part` validates one of them, given as {value,
# key, under}: `under` is its schema, and `key` is absent for the value itself.

include "lib/schema/rules";

def not_a_property: "is not a property that the schema allows";
def not_an_item: "is not an item that the schema allows";

def verdict: if . == [] then "fits" elif any(.[]; .rule) then "differs" else "unknown" end;

# The schemas that apply to a property; "unknown" if a pattern cannot be read.
def over_property($key; $known; $alike; $others; $patterns):
  if $alike == {} then (if $known | has($key) then $known[$key] else $others end)
  else
    [ (if $known | has($key) then $known[$key] else empty end),
      ( $alike | keys_unsorted[] as $pattern | $key | matches($pattern; $patterns)
        | if . == null then "unknown" elif . then $alike[$pattern] else empty end ) ]
    | if . == [] then $others else .[] end
  end;

def dependencies($schema):
  $schema.dependentRequired, $schema.dependentSchemas, $schema.dependencies
  | objects | to_entries[];

def object_rules($schema; $patterns; part):
  . as $object
  | ($schema.properties | objects // {}) as $known
  | ($schema.patternProperties | objects // {}) as $alike
  | ( if $schema.required | type == "array" then
        $schema.required[] | strings
        | select(. as $key | $object | has($key) | not)
        | {rule: "must have `\(.)`"}
      else empty end ),
    ( keys_unsorted[] as $key
      | over_property($key; $known; $alike; $schema.additionalProperties; $patterns) as $under
      | if $under | type == "object" then {value: $object[$key], key: $key, $under} | part
        elif $under == false then {$key, rule: not_a_property}
        elif $under == "unknown" then {rule: null}
        else empty end ),
    ( if $schema.propertyNames | . != null and . != true then
        keys_unsorted[] as $name
        | {value: $name, under: $schema.propertyNames}
        | part
        | if .rule then .rule = "must not have the name \($name | tojson): a name \(.rule)"
          else . end
      else empty end ),
    ( if $schema.dependentRequired or $schema.dependentSchemas or $schema.dependencies then
        dependencies($schema)
        | .key as $given
        | select($object | has($given)) | .value
        | if type == "object" or . == false then {value: $object, under: .} | part
          else
            strings, arrays[] | strings
            | select(. as $key | $object | has($key) | not)
            | {rule: "must have `\(.)` if it has `\($given)`"}
          end
      else empty end ),
    sized($schema.maxProperties; $schema.minProperties; "properties");

# The schemas of the first items, and the schema of the items after them.
def first_items:
  if .prefixItems | type == "array" then .prefixItems
  elif .items | type == "array" then .items
  else [] end;
def other_items: if .items | type == "array" then .additionalItems else .items end;

def array_rules($schema; part):
  def containing($under; $least; $most):
    [range(length) as $index | [{value: .[$index], key: $index, $under} | part] | verdict]
    | (map(select(. == "fits")) | length) as $some
    | (map(select(. != "differs")) | length) as $perhaps
    | if $perhaps < $least then
        {rule: "must have at least \($least) items that match `contains`, and has \($perhaps)"}
      elif $some > $most then
        {rule: "must have at most \($most) items that match `contains`, and has \($some)"}
      elif $some < $least or $perhaps > $most then {rule: null}
      else empty end;
  . as $array
  | ($schema | first_items) as $first
  | ($schema | other_items) as $others
  | ( range(length) as $index
      | (if $index < ($first | length) then $first[$index] else $others end) as $under
      | if $under | type == "object" then {value: $array[$index], key: $index, $under} | part
        elif $under == false then {key: $index, rule: not_an_item}
        else empty end ),
    ( if $schema | has("contains") then
        containing($schema.contains;
          $schema.minContains | numbers // 1; $schema.maxContains | numbers // infinite)
      else empty end ),
    ( if $schema.uniqueItems == true and (unique | length) < length then
        {rule: "must not have the same item twice"}
      else empty end ),
    sized($schema.maxItems; $schema.minItems; "items");
