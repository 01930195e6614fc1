# Whether a value agrees with a JSON Schema: one {path, rule} for each rule it breaks.
#
# Keywords that are not here are not judged, as the specification asks of unknown ones: a value
# is then accepted rather than wrongly refused.

def json_type: if type == "number" and floor == . then "integer" else type end;

def has_type($wanted): $wanted == type or $wanted == json_type;

# A local reference such as #/$defs/city, followed from the root schema.
def referred($root):
  [ltrimstr("#") | splits("/") | select(. != "") | gsub("~1"; "/") | gsub("~0"; "~")] as $path
  | try (reduce $path[] as $key ($root; if type == "array" then .[$key | tonumber] else .[$key] end))
    catch null;

def at_most($limit; $size; $what): select($limit | type == "number") | select($size > $limit)
  | "must have at most \($limit) \($what), and has \($size)";

def at_least($limit; $size; $what): select($limit | type == "number") | select($size < $limit)
  | "must have at least \($limit) \($what), and has \($size)";

# The rules that look at a string or a number alone.
def scalar_rules($schema):
  . as $value
  | if type == "string" then
      at_most($schema.maxLength; length; "characters"),
      at_least($schema.minLength; length; "characters"),
      ( $schema.pattern | strings | select(. as $pattern | try ($value | test($pattern)) catch true | not)
        | "must match the pattern \(.)" )
    elif type == "number" then
      ($schema.minimum | numbers | select($value < .) | "must be at least \(.)"),
      ($schema.maximum | numbers | select($value > .) | "must be at most \(.)"),
      ($schema.exclusiveMinimum | numbers | select($value <= .) | "must be more than \(.)"),
      ($schema.exclusiveMaximum | numbers | select($value >= .) | "must be less than \(.)"),
      ($schema.multipleOf | numbers | select(. > 0) | select($value / . | . - (. + 0.5 | floor) | fabs > 1e-9)
        | "must be a multiple of \(.)")
    else empty end;

def violations($schema; $root; $path; $depth):
  # The rules of a schema on a part of the value, one level further down.
  def part($value; $under; $name): $value | violations($under; $root; "\($path)\($name)"; $depth + 1);
  def fits($under): [violations($under; $root; $path; $depth + 1)] == [];
  def member_rules:
    . as $object
    | ($schema.properties // {}) as $known
    | ($schema.patternProperties // {}) as $patterns
    | ( $schema.required | arrays | .[] | strings | select(. as $key | $object | has($key) | not)
        | {path: $path, rule: "must have `\(.)`"} ),
      ( $object | keys_unsorted[] | . as $key
        | [($known | select(has($key)) | .[$key]),
           ($patterns | to_entries[] | select(.key as $pattern | $key | try test($pattern) catch false) | .value)]
        | if . == [] then ($schema | select(has("additionalProperties")) | .additionalProperties)
          else .[] end
        | if . == false then {path: "\($path).\($key)", rule: "is not a property that the schema allows"}
          else part($object[$key]; .; ".\($key)") end ),
      ( at_most($schema.maxProperties; $object | length; "properties"),
        at_least($schema.minProperties; $object | length; "properties") | {path: $path, rule: .} );
  def element_rules:
    . as $array
    | ($schema.prefixItems // (if $schema.items | type == "array" then $schema.items else [] end)) as $first
    | ( range($array | length) as $index
        | ( $first[$index] // (if $schema.items | type == "array" then null else $schema.items end) )
        | select(. != null) | part($array[$index]; .; "[\($index)]") ),
      ( at_most($schema.maxItems; $array | length; "items"),
        at_least($schema.minItems; $array | length; "items"),
        (select($schema.uniqueItems == true and ($array | unique | length) < ($array | length))
          | "must not hold the same item twice")
        | {path: $path, rule: .} );
  . as $value
  | if $schema == false then {path: $path, rule: "must not be there"}
    elif ($schema | type) != "object" or $depth > 40 then empty
    else
      ( $schema["$ref"] | strings | select(startswith("#")) | referred($root) as $target
        | $value | violations($target; $root; $path; $depth + 1) ),
      ( $schema.type | select(. != null) | if type == "array" then . else [.] end
        | select(any(.[]; . as $wanted | $value | has_type($wanted)) | not)
        | {path: $path, rule: "must be \(join(" or ")), and is \($value | json_type)"} ),
      ( $schema.enum | arrays | select(any(.[]; . == $value) | not)
        | {path: $path, rule: "must be one of \(map(tojson) | join(", "))"} ),
      ( $schema | select(has("const")) | .const | select(. != $value)
        | {path: $path, rule: "must be \(tojson)"} ),
      ( $schema.allOf | arrays | .[] | part($value; .; "") ),
      ( $schema.anyOf | arrays | select(any(.[]; . as $under | $value | fits($under)) | not)
        | {path: $path, rule: "must agree with one of the \(length) alternatives of anyOf"} ),
      ( $schema.oneOf | arrays
        | select(([.[] | select(. as $under | $value | fits($under))] | length) != 1)
        | {path: $path, rule: "must agree with exactly one of the \(length) alternatives of oneOf"} ),
      ( $schema | select(has("not")) | select(.not as $under | $value | fits($under))
        | {path: $path, rule: "must not agree with the schema under `not`"} ),
      ( $value
        | if type == "object" then member_rules
          elif type == "array" then element_rules
          else {path: $path, rule: scalar_rules($schema)} end )
    end;

def violations($schema): violations($schema; $schema; ""; 0);
