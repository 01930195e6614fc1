# Where the references of a schema lead: within it, by pointer, by anchor or by the name of a part.

include "lib/schema/texts";

# The draft that a schema says it is in; the latest, where it says nothing.
def draft:
  (.["$schema"]? // "" | strings) // ""
  | if test("draft-0[1-4]") then 4 elif test("draft-06") then 6 elif test("draft-07") then 7
    elif contains("2019-09") then 2019 else 2020 end;

def before_fragment: split("#")[0] // "";

# A reference, made absolute against the address of the schema in which it stands.
def resolved($base):
  if . == "" or startswith("#") then ($base | before_fragment) + .
  elif test("^[A-Za-z][A-Za-z0-9+.-]*:") then .
  elif startswith("/") then ([$base | match("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*").string][0] // "") + .
  else
    (($base | before_fragment | split("/")[:-1]) + (before_fragment | split("/"))) as $steps
    | .[before_fragment | length:] as $fragment
    | (reduce $steps[] as $step ([]; if $step == "." then . elif $step == ".." then .[:-1] else . + [$step] end) | join("/"))
      + $fragment
  end;

# The address of a schema that stands at another: its own, if it gives itself one.
def address($draft; $base):
  (if type == "object" then if $draft == 4 then .id else .["$id"] end else null end) as $id
  | if ($id | type != "string" or startswith("#")) or ($draft <= 7 and has("$ref")) then $base
    else $id | resolved($base) | before_fragment end;

def subschemas:
  (.properties, .patternProperties, .["$defs"], .definitions, .dependentSchemas, .dependencies | objects | .[]),
  (.allOf, .anyOf, .oneOf, .prefixItems, .items | arrays | .[]),
  .items, .additionalItems, .unevaluatedItems, .contains, .additionalProperties, .unevaluatedProperties, .propertyNames,
  .not, .if, .then, .else
  | objects;

# Every part that has a name, under its address, and the whole, as {schema, base}: the part and the address
# of what it stands in. Only a schema that names parts is walked through.
def named_parts($draft):
  def parts($base):
    . as $part
    | address($draft; $base) as $own
    | {schema: $part, base: $base} as $value
    | (select($own != $base) | {key: $own, $value}),
      (.["$anchor"] | strings | {key: "\($own)#\(.)", $value}),
      (.["$dynamicAnchor"] | strings | {key: "\($own)#\(.)", value: ($value + {dynamic: true})}),
      ( (if $draft == 4 then .id else .["$id"] end | strings | select(startswith("#") and $draft <= 7))
        | {key: "\($own)\(.)", $value} ),
      (subschemas | parts($own));
  {"": {schema: ., base: ""}, (address($draft; "")): {schema: ., base: ""}}
  + ( (if $draft == 4 then "id" else "\\$id" end) as $id
      | if tojson | test("\"(\($id)|\\$(dynamicA|a)nchor)\":") then [parts("")] | from_entries else {} end );

# Where judging is, {base, scope}: the address of the part it is in, and those it came through, outermost first.
def entered($schema; $draft):
  .base as $base
  | ($schema | address($draft; $base)) as $own
  | {base: $own, scope: (if .scope[-1] == $own then .scope else .scope + [$own] end)};

# The part to which a pointer leads from {schema, base}; nothing when it leads nowhere.
def pointed_at($draft; $pointer):
  reduce ($pointer | split("/")[1:][] | split("~1") | join("/") | split("~0") | join("~")) as $step (.;
    if . == null then null
    else
      .base as $base
      | .schema
      | address($draft; $base) as $own
      | (if type == "array" and ($step | test("^[0-9]+$")) then ($step | tonumber) else $step end) as $step
      | if (type == "object" or ($step | type == "number")) and has($step) then {schema: .[$step], base: $own} else null end
    end)
  | select(. != null);

# The part to which a reference leads, as {schema, base, address}; nothing when it leads out of the schema.
def referred($c; $base):
  resolved($base) as $address
  | ($address | before_fragment) as $whole
  | ($address[$whole | length + 1:] | percent_decoded) as $fragment
  | if $fragment == "" then $c.names[$whole] | select(. != null)
    elif $fragment | startswith("/") then $c.names[$whole] | select(. != null) | pointed_at($c.draft; $fragment)
    else $c.names["\($whole)#\($fragment)"] | select(. != null) end
  | . + {address: $address};

# Where each reference of a schema that names no parts leads; with names, that depends on where it stands.
def targets($c):
  if $c.named then {} else
    reduce (.. | objects | .["$ref"] | strings) as $reference ({};
      if has($reference) then . else .[$reference] = first(($reference | referred($c; "")), null) end)
  end;

# The parts that take a value's place by reference, each {schema, at}, and {lost} for a reference that leads
# outside of the schema or round in a circle. A dynamic one leads to the outermost of its name on the way here.
def followed($schema; $c; $at):
  def led($reference): $reference | referred($c; $at.within.base) // null;
  def outermost(address; fitting):
    first(($at.within.scope[] | address as $address | $c.names[$address] | objects | select(fitting) | .address = $address), .);
  def recursive: .schema | objects | .["$recursiveAnchor"] == true;
  ( if $schema["$ref"] | type != "string" then empty
    elif $c.named then led($schema["$ref"]) else $c.targets[$schema["$ref"]] end ),
  ( $schema["$dynamicRef"] | strings | led(.)
    | if .dynamic then .schema["$dynamicAnchor"] as $name | outermost("\(.)#\($name)"; .dynamic) else . end ),
  ( $schema["$recursiveRef"] | strings | led(.)
    | if recursive then outermost(.; recursive) else . end )
  | . as $target
  | if . == null then {lost: "outside"}
    elif any($at.seen[]?; . == $target.address) then {lost: "round"}
    else {schema, at: ($at + {seen: ($at.seen + [.address]), within: ($at.within + {base: .base})})} end;
