# Resolves the references of a schema: by pointer, by anchor or by the name of a part.

include "lib/schema/texts";

# The draft that a schema declares; the latest draft by default.
def draft:
  (.["$schema"]? // "" | strings) // ""
  | if test("draft-0[1-4]") then 4 elif test("draft-06") then 6 elif test("draft-07") then 7
    elif contains("2019-09") then 2019 else 2020 end;

def before_fragment: split("#")[0] // "";

# A reference as an absolute address, resolved against the address of its schema.
def resolved($base):
  if . == "" or startswith("#") then ($base | before_fragment) + .
  elif test("^[A-Za-z][A-Za-z0-9+.-]*:") then .
  elif startswith("/") then
    ([$base | match("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*").string][0] // "") + .
  else
    (($base | before_fragment | split("/")[:-1]) + (before_fragment | split("/"))) as $steps
    | .[before_fragment | length:] as $fragment
    | ( reduce $steps[] as $step ([];
            if $step == "." then . elif $step == ".." then .[:-1] else . + [$step] end)
          | join("/") )
        + $fragment
  end;

# The address of a schema: its own, if it declares one, else the base.
def address($draft; $base):
  (if type == "object" then if $draft == 4 then .id else .["$id"] end else null end) as $id
  | if ($id | type != "string" or startswith("#")) or ($draft <= 7 and has("$ref")) then $base
    else $id | resolved($base) | before_fragment end;

def subschemas:
  ( .properties, .patternProperties, .["$defs"], .definitions, .dependentSchemas, .dependencies
    | objects | .[] ),
  (.allOf, .anyOf, .oneOf, .prefixItems, .items | arrays | .[]),
  .items,
  .additionalItems,
  .unevaluatedItems,
  .contains,
  .additionalProperties,
  .unevaluatedProperties,
  .propertyNames,
  .not,
  .if,
  .then,
  .else
  | objects;

# Every part that has a name, keyed by its address, and the complete schema, as {schema, base}: the
# part and the address of its surroundings. Only a schema that names parts is searched.
def named_parts($draft):
  def parts($base):
    . as $part
    | address($draft; $base) as $own
    | {schema: $part, base: $base} as $value
    | (select($own != $base) | {key: $own, $value}),
      (.["$anchor"] | strings | {key: "\($own)#\(.)", $value}),
      (.["$dynamicAnchor"] | strings | {key: "\($own)#\(.)", value: ($value + {dynamic: true})}),
      ( ( if $draft == 4 then .id else .["$id"] end
          | strings
          | select(startswith("#") and $draft <= 7) )
        | {key: "\($own)\(.)", $value} ),
      (subschemas | parts($own));
  {"": {schema: ., base: ""}, (address($draft; "")): {schema: ., base: ""}}
    + ( (if $draft == 4 then "id" else "\\$id" end) as $id
        | if tojson | test("\"(\($id)|\\$(dynamicA|a)nchor)\":") then [parts("")] | from_entries
          else {} end );

# The current position as {base, scope}: the address of the current part, and the addresses of the
# parts on the way to it, outermost first.
def entered($schema; $draft):
  .base as $base
  | ($schema | address($draft; $base)) as $own
  | {base: $own, scope: (if .scope[-1] == $own then .scope else .scope + [$own] end)};

# The part that a pointer refers to, starting from {schema, base}; empty if it does not exist.
def pointed_at($draft; $pointer):
  def unescaped: split("~1") | join("/") | split("~0") | join("~");
  reduce ($pointer | split("/")[1:][] | unescaped) as $step (.;
    if . == null then null
    else
      .base as $base
      | .schema
      | address($draft; $base) as $own
      | (if type == "array" and ($step | test("^[0-9]+$")) then ($step | tonumber) else $step end)
          as $step
      | if (type == "object" or ($step | type == "number")) and has($step) then
          {schema: .[$step], base: $own}
        else null end
    end)
  | select(. != null);

# The part that a reference refers to, as {schema, base, address}; empty if it is outside of the
# schema.
def referred($c; $base):
  resolved($base) as $address
  | ($address | before_fragment) as $whole
  | ($address[$whole | length + 1:] | percent_decoded) as $fragment
  | if $fragment == "" then $c.names[$whole] | select(. != null)
    elif $fragment | startswith("/") then
      $c.names[$whole] | select(. != null) | pointed_at($c.draft; $fragment)
    else $c.names["\($whole)#\($fragment)"] | select(. != null) end
  | . + {address: $address};

# The target of each reference of a schema without named parts. With names, the target depends on
# the position of the reference.
def targets($c):
  if $c.named then {}
  else
    reduce (.. | objects | .["$ref"] | strings) as $reference ({};
      if has($reference) then .
      else .[$reference] = first(($reference | referred($c; "")), null) end)
  end;

# The parts that apply to a value by reference, each as {schema, at}, or {lost} for a reference to
# another document or in a cycle. A dynamic reference leads to the outermost part of its name on the
# way here.
def followed($schema; $c; $at):
  def led($reference): $reference | referred($c; $at.within.base) // null;
  def outermost(address; fitting):
    first(
      ( $at.within.scope[]
        | address as $address
        | $c.names[$address] | objects | select(fitting) | .address = $address ),
      .);
  def recursive: .schema | objects | .["$recursiveAnchor"] == true;
  ( if $schema["$ref"] | type != "string" then empty
    elif $c.named then led($schema["$ref"])
    else $c.targets[$schema["$ref"]] end ),
  ( $schema["$dynamicRef"] | strings | led(.)
    | if .dynamic then .schema["$dynamicAnchor"] as $name | outermost("\(.)#\($name)"; .dynamic)
      else . end ),
  ( $schema["$recursiveRef"] | strings | led(.)
    | if recursive then outermost(.; recursive) else . end )
  | . as $target
  | if . == null then {lost: "outside"}
    elif any($at.seen[]?; . == $target.address) then {lost: "round"}
    else
      {schema, at: ($at + {seen: ($at.seen + [.address]), within: ($at.within + {base: .base})})}
    end;
