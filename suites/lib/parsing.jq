# Damage that a tool parser or a gateway does to a value, found by comparing it with the expected
# value. The input is a transcript. Changes that a model may have made itself are not reported.

include "lib/transcript";
include "lib/tools";

# Each argument that the case expects, as {name, at, key, due, came}: the name of the function, the
# expected value and the actual one.
def due_arguments($due): calls[] | select(.parsed | type == "object")
  | {name, at: where, arguments, parsed} + ($due // {} | to_entries[] | {key, due: .value})
  | select(.key as $key | .parsed | has($key)) | .came = .parsed[.key];
def due_texts: due_arguments(.case.expect.exact);

def without_edges: sub("\\A\\s+"; "") | sub("\\s+\\z"; "");
def first_blanks: [match("\\A\\s*").string][0];
def last_blanks: [match("\\s*\\z").string][0];

# Texts that lack white space at an edge alone, if every text of the answer with such an edge lacks
# it: a single one may be a mistake of the model.
def trimmed_texts:
  [due_texts | select((.due | type) == "string" and (.came | type) == "string")] as $all
  | def edge($name; has_it; blanks):
      [
        $all[] | select(.due | has_it)
        | .lost = ( (.due | without_edges) == (.came | without_edges)
              and (.came | blanks | length) < (.due | blanks | length) )
      ]
      | select(length > 1 and all(.[]; .lost)) | .[] | .edge = $name;
    edge("the white space at its beginning"; test("\\A\\s"); first_blanks),
    edge("the line break at its end"; test("\\n\\z"); last_blanks);

# Texts that end exactly before an expected `<`.
def cut_texts:
  def without_end: sub("\\s+\\z"; "");
  due_texts
  | select((.due | type) == "string" and (.came | type) == "string" and .came != .due)
  | (.came | without_end) as $came
  | select($came != "" and (.came | length) < (.due | length))
  | .tag = ( [
          .due as $due
          | $due | match("<"; "g").offset
          | select(($due[:.] | without_end) == $came)
          | $due[.:]
        ][0]
        // empty )
  | .tag |= ([match("\\A<[^<>]{0,40}>").string][0] // .[:20]);

# Texts that were replaced by the value that they spell. A single number or `true` may be a mistake
# of the model, which left out the quotes.
def read_texts:
  [
    due_texts
    | select((.due | type) == "string" and (.came | type) != "string")
    | .came as $came
    | select([.due | fromjson?] == [$came])
  ]
  | select(length > 1 or any(.[]; .came == null or (.came | type | . == "object" or . == "array")))
  | .[];

# A decimal as {sign, digits, power, point}: the digits without zeros around them, its written
# exponent, and the power of ten of the last digit.
def decimal:
  [
    capture(
      "\\A(?<sign>-?)(?<whole>[0-9]+)(?:\\.(?<part>[0-9]+))?(?:[eE](?<power>[+-]?[0-9]+))?\\z")
  ][0]
  | if . == null then null
    else
      (.whole + (.part // "")) as $all
      | ($all | sub("0+\\z"; "")) as $short
      | {
          sign, digits: ($short | sub("\\A0+"; "")),
          power: (.power // "0" | ltrimstr("+") | tonumber),
          point: ( (.power // "0" | ltrimstr("+") | tonumber)
              - (.part // "" | length)
              + ($all | length)
              - ($short | length) )
        }
      | if .digits == "" then {sign: "", digits: "", power: 0, point: 0} else . end
    end;

# How a number was changed, as text; null if it is the same, or simply another number.
def mangling($due):
  decimal as $came
  | ($due | decimal) as $want
  | if $came == null or $want == null or ($came | del(.power)) == ($want | del(.power)) then null
    elif ($want.digits | length) > 15
        and $came.sign == $want.sign
        and $came.digits[:15] == $want.digits[:15]
        and ($came.digits | length) + $came.point == ($want.digits | length) + $want.point
    then
      "it was rounded"
    elif $want.power != 0
        and $came.digits == $want.digits
        and $came.point == $want.point - $want.power
    then
      "its exponent is missing"
    elif $want.power == 0 and ($came.digits | gsub("0"; "")) == ($want.digits | gsub("0"; "")) then
      if $came.digits == $want.digits then "its decimal point moved"
      else "zeros are missing or were added" end
    else null end;

# Numbers as they are written in the arguments, because parsing rounds them.
def due_numbers:
  due_arguments(.case.expect.digits)
  | .key as $key
  | .came = ( [
        .arguments | strings
        | match("\"\($key)\"\\s*:\\s*\"?(-?[0-9][0-9.eE+-]*)").captures[0].string
      ][0] )
  | select(.came);
def mangled_numbers: due_numbers | .due as $due | .how = (.came | mangling($due)) | select(.how);

# The part of a schema that a reference points to, if it is in this schema.
def described($schema): if (.["$ref"]? | type) == "string" and (.["$ref"] | startswith("#/"))
    then .["$ref"][2:] | split("/") as $path | try ($schema | getpath($path)) catch null else . end
  | if type == "object" then . else {} end;
def holds_parts: .type == "object" or .type == "array" or has("properties") or has("items");

# Objects whose schema is a reference, and which arrived as a string of JSON, in a call whose other
# objects arrived as objects: a model that writes strings does so everywhere.
def referred_texts:
  tools_by_name as $tools
  | calls[]
  | select(.parsed | type == "object")
  | . as $call
  | [offered_for($tools)[] | .parameters | objects][0] as $schema
  | [
      $schema.properties // {} | objects | to_entries[]
      | select(.value | type == "object")
      | select(.key as $key | $call.parsed | has($key))
      | .key as $key
      | {
          key: $key, referred: (.value | has("$ref")), came: $call.parsed[$key],
          is: (.value | described($schema) | holds_parts)
        }
      | select(.is)
    ] as $all
  | select(
      any($all[]; .referred | not)
        and all($all[];
            if .referred then
              (.came | type) == "string"
                and ([.came | fromjson? | select(type == "object" or type == "array")] != [])
            else .came | type | . == "object" or . == "array" end))
  | $all[] | select(.referred)
  | {name: $call.name, at: ($call | where), key, came};
