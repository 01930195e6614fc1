# What a parser of calls, or a gateway, does to a value, told from the value that was due. The input is a
# transcript. What a model may as well have written itself is not told here.

include "lib/transcript";

# Each argument that the case knows, as {name, at, key, due, came}: the function's name, and both values.
def due_arguments($due): calls[] | select(.parsed | type == "object")
  | {name, at: where, arguments, parsed} + ($due // {} | to_entries[] | {key, due: .value})
  | select(.key as $key | .parsed | has($key)) | .came = .parsed[.key];
def due_texts: due_arguments(.case.expect.exact);

def without_edges: sub("\\A\\s+"; "") | sub("\\s+\\z"; "");
def first_blanks: [match("\\A\\s*").string][0];
def last_blanks: [match("\\s*\\z").string][0];

# Texts that are whole but for white space at an edge, where every text of the answer with such an edge
# lost it: one alone may be the model's slip.
def trimmed_texts:
  [due_texts | select((.due | type) == "string" and (.came | type) == "string")] as $all
  | def edge($name; has_it; blanks):
      [$all[] | select(.due | has_it) | .lost = ((.due | without_edges) == (.came | without_edges) and (.came | blanks | length) < (.due | blanks | length))]
      | select(length > 1 and all(.[]; .lost)) | .[] | .edge = $name;
    edge("the white space at its beginning"; test("\\A\\s"); first_blanks),
    edge("the line break at its end"; test("\\n\\z"); last_blanks);

# Texts that end exactly where a `<` should follow.
def cut_texts: def right: sub("\\s+\\z"; "");
  due_texts | select((.due | type) == "string" and (.came | type) == "string" and .came != .due)
  | (.came | right) as $came | select($came != "" and (.came | length) < (.due | length))
  | .tag = ([.due as $due | $due | match("<"; "g").offset | select(($due[:.] | right) == $came) | $due[.:]][0] // empty)
  | .tag |= ([match("\\A<[^<>]{0,40}>").string][0] // .[:20]);

# Texts that came as the value that they spell. A number or `true` alone may be the model's slip, who
# left out the quotes.
def read_texts: [due_texts | select((.due | type) == "string" and (.came | type) != "string") | .came as $came | select([.due | fromjson?] == [$came])]
  | select(length > 1 or any(.[]; .came == null or (.came | type | . == "object" or . == "array"))) | .[];

# A decimal as {sign, digits, point}: the digits without zeros around them, and the power of ten of the last.
def decimal: [capture("\\A(?<sign>-?)(?<whole>[0-9]+)(?:\\.(?<part>[0-9]+))?(?:[eE](?<power>[+-]?[0-9]+))?\\z")][0]
  | if . == null then null
    else (.whole + (.part // "")) as $all | ($all | sub("0+\\z"; "")) as $short
      | {sign, digits: ($short | sub("\\A0+"; "")), power: (.power // "0" | ltrimstr("+") | tonumber),
          point: ((.power // "0" | ltrimstr("+") | tonumber) - (.part // "" | length) + ($all | length) - ($short | length))}
      | if .digits == "" then {sign: "", digits: "", power: 0, point: 0} else . end end;

# How a number was changed on its way, in words; null where it is the same, or simply another.
def mangling($due): decimal as $came | ($due | decimal) as $want
  | if $came == null or $want == null or ($came | del(.power)) == ($want | del(.power)) then null
    elif ($want.digits | length) > 15 and $came.sign == $want.sign and $came.digits[:15] == $want.digits[:15]
      and ($came.digits | length) + $came.point == ($want.digits | length) + $want.point then "it was rounded"
    elif $want.power != 0 and $came.digits == $want.digits and $came.point == $want.point - $want.power then "its exponent is gone"
    elif $want.power == 0 and ($came.digits | gsub("0"; "")) == ($want.digits | gsub("0"; "")) then
      if $came.digits == $want.digits then "its digits are there, and its point is elsewhere" else "zeros in it are missing, or were added" end
    else null end;

# Numbers as they stand in the text of the arguments, since whoever reads them rounds them.
def due_numbers: due_arguments(.case.expect.digits) | .key as $key
  | .came = ([.arguments | strings | match("\"\($key)\"\\s*:\\s*\"?(-?[0-9][0-9.eE+-]*)").captures[0].string][0])
  | select(.came);
def mangled_numbers: due_numbers | .due as $due | .how = (.came | mangling($due)) | select(.how);

# The part of a schema to which a reference leads, where it is one within it.
def described($schema): if (.["$ref"]? | type) == "string" and (.["$ref"] | startswith("#/"))
    then .["$ref"][2:] | split("/") as $path | try ($schema | getpath($path)) catch null else . end
  | if type == "object" then . else {} end;
def holds_parts: .type == "object" or .type == "array" or has("properties") or has("items");

# Objects that are described by a reference and came as a text of JSON, in a call in which all that are
# described in place came as what they are: a model that writes texts does so everywhere.
def referred_texts: tools_offered as $tools | calls[] | select(.parsed | type == "object") | . as $call
  | [$tools[] | select(.name == $call.name) | .parameters | objects][0] as $schema
  | [$schema.properties // {} | objects | to_entries[] | select(.value | type == "object") | select(.key as $key | $call.parsed | has($key))
      | .key as $key | {key: $key, referred: (.value | has("$ref")), came: $call.parsed[$key], is: (.value | described($schema) | holds_parts)} | select(.is)] as $all
  | select(any($all[]; .referred | not) and all($all[]; if .referred then (.came | type) == "string" and ([.came | fromjson? | select(type == "object" or type == "array")] != [])
      else .came | type | . == "object" or . == "array" end))
  | $all[] | select(.referred) | {name: $call.name, at: ($call | where), key, came};
