# The rules for a value itself: outputs {rule} for each violated rule. A rule of null cannot be
# evaluated. (The form `if $schema.x then` is fast, and most keywords are absent.)

# Keywords that have no effect, and keywords that concern the value alone or its members.
def silent_words: [
  "description", "title", "default", "examples", "format", "deprecated", "readOnly", "writeOnly",
  "nullable", "$comment", "$schema", "$defs", "definitions"
];
def own_words: [
  "type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems",
  "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
  "exclusiveMaximum", "multipleOf"
];

def json_type: if type == "number" and floor == . then "integer" else type end;

def is_of($wanted):
  $wanted == type or $wanted == json_type
  or ($wanted | IN("string", "number", "integer", "boolean", "object", "array", "null") | not);

def listed: map(tojson) | join(", ") | if length > 300 then .[:297] + "..." else . end;

# `wants` are the possible values or types; `apart` is what distinguishes the schema from the other
# alternatives of a union.
def general_rules($schema):
  . as $value
  | ( if $schema.type and $schema.type != type then
        $schema.type | strings, arrays
        | if type == "string" then [.] else . end
        | if any(.[]; . as $wanted | $value | is_of($wanted)) then empty
          else
            {rule: "must be \(join(" or ")), and is \($value | json_type)", wants: ., apart: "type"}
          end
      else empty end ),
    ( if $schema.enum then
        $schema.enum | arrays
        | if any(.[]; . == $value) then empty
          else "one of \(listed)" | {rule: "must be \(.)", wants: [.], apart: "value"} end
      else empty end ),
    ( if $schema | has("const") and .const != $value then
        $schema.const | tojson | {rule: "must be \(.)", wants: [.], apart: "value"}
      else empty end );

def counted($number; $what):
  {characters: "character", items: "item", properties: "property"} as $singular
  | "\($number) \(if $number == 1 then $singular[$what] else $what end)";

def at_most($limit; $size; $what):
  if ($limit | type == "number") and $size > $limit
  then {rule: "must have at most \(counted($limit; $what)), and has \($size)"} else empty end;

def at_least($limit; $size; $what):
  if ($limit | type == "number") and $size < $limit
  then {rule: "must have at least \(counted($limit; $what)), and has \($size)"} else empty end;

def sized($most; $least; $what):
  (if $most then at_most($most; length; $what) else empty end),
  (if $least then at_least($least; length; $what) else empty end);

# Whether a text matches a pattern; null if the pattern cannot be read.
def matches($pattern; $patterns):
  . as $text | try ($text | test($patterns[$pattern] // $pattern)) catch null;

def string_rules($schema; $patterns):
  sized($schema.maxLength; $schema.minLength; "characters"),
  ( if $schema.pattern | type == "string" then
      matches($schema.pattern; $patterns)
      | if . == null then {rule: null}
        elif . then empty
        else {rule: "must match the pattern \($schema.pattern)"} end
    else empty end );

# Integers and very large numbers are divided exactly, others as the decimals that they are written
# as.
def is_multiple($of):
  if . == floor and ($of == ($of | floor) or fabs > 9e15) then fmod(.; $of) == 0
  else . / $of | (. - (. + 0.5 | floor) | fabs) <= ([1e-9, (fabs * 1e-15)] | max) end;

# In draft 4 a boolean next to the limit makes it exclusive.
def number_rules($schema):
  . as $value
  | ( if $schema.minimum or $schema.exclusiveMinimum then
        ( $schema.minimum | numbers
          | if $schema.exclusiveMinimum == true then
              select($value <= .) | {rule: "must be more than \(.)"}
            else select($value < .) | {rule: "must be at least \(.)"} end ),
        ( $schema.exclusiveMinimum | numbers | select($value <= .)
          | {rule: "must be more than \(.)"} )
      else empty end ),
    ( if $schema.maximum or $schema.exclusiveMaximum then
        ( $schema.maximum | numbers
          | if $schema.exclusiveMaximum == true then
              select($value >= .) | {rule: "must be less than \(.)"}
            else select($value > .) | {rule: "must be at most \(.)"} end ),
        ( $schema.exclusiveMaximum | numbers | select($value >= .)
          | {rule: "must be less than \(.)"} )
      else empty end ),
    ( if $schema.multipleOf then
        $schema.multipleOf | numbers | select(. > 0)
        | . as $of
        | select($value | is_multiple($of) | not)
        | {rule: "must be a multiple of \(.)"}
      else empty end );
