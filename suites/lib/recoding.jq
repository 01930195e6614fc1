# Changes that programs between model and client make to a text, and models hardly ever. Each is
# found by applying it to the expected text, and comparing the result with the actual text.

def utf8_bytes:
  if . < 128 then [.]
  elif . < 2048 then [192 + (. / 64 | floor), 128 + . % 64]
  elif . < 65536 then [224 + (. / 4096 | floor), 128 + ((. / 64 | floor) % 64), 128 + . % 64]
  else
    [
      240 + (. / 262144 | floor), 128 + ((. / 4096 | floor) % 64), 128 + ((. / 64 | floor) % 64),
      128 + . % 64
    ]
  end;

# The bytes of the text, each interpreted as a character.
def as_latin_1: explode | map(utf8_bytes[]) | implode;

def as_ascii($instead): explode | map(if . < 128 then . else ($instead | explode[]) end) | implode;

def entities: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");

# The text without white space and quotes around it, which do not matter.
def bare:
  if .[:1] + .[-1:] | test("^[A-Za-z0-9.,!?(){}<>]{2}$") then .
  else sub("^[\\s\"'`“”‘’«»„]+"; "") | sub("(?<![\\s\"'`“”‘’«»„])[\\s\"'`“”‘’«»„]+$"; "") end;

# The text with typographic quotes.
def curly: gsub("(?<before>^|[\\s(\\[{=])\""; "\(.before)“") | gsub("\""; "”")
  | gsub("(?<before>^|[\\s(\\[{=“])'"; "\(.before)‘") | gsub("'"; "’");

# The text with `%41` and `+` decoded as in the query of a URL.
def query_decoded:
  gsub("\\+"; " ")
  | gsub("%(?<hex>[0-9A-Fa-f]{2})";
      .hex | ascii_upcase | explode
      | map(if . > 64 then . - 55 else . - 48 end)
      | [.[0] * 16 + .[1]] | implode);

# A filter replaced the numbers of the text by other characters.
def numbers_hidden($expected):
  ($expected | test("[0-9]{4}"))
    and (test("[0-9]{4}") | not)
    and ( gsub("\\*+|#+|X+|<[A-Z_ ]+>|\\[[A-Z_ ]+\\]"; "#") as $hidden
        | any("[0-9]{4,}", "[0-9]{2,}", "[0-9]+";
            . as $numbers | $expected | gsub("#+"; "#") | gsub($numbers; "#") == $hidden) );

# The number of characters after which a program truncated the text: a round number, or the text
# ends with a mark such as `[truncated]`; null if it was not truncated.
def cut_after($expected):
  ( if length < 100 then .
    else sub("\\s*(…|\\.\\.\\.)?\\s*[\\[(]?(truncated|cut)[\\])]?\\s*$"; "") end ) as $kept
  | ($kept | length) as $count
  | if $count >= 100
        and $count < ($expected | length) - 20
        and ($expected | startswith($kept))
        and ($kept != . or $count >= 500 and $count % 100 == 0)
    then
      $count
    else null end;

# The expected text, and the ways in which programs change it: {made, how}, in order. The texts to
# judge are compared with these, so that each change is applied once.
def recodings:
  . as $expected
  | def becomes(f; $how): (f | bare) | select(. != $expected) | {made: ., how: $how};
    def entity_quotes: gsub("\""; "&quot;");
    def entity_apostrophes($entity): gsub("'"; $entity);
    ( entities, (entities | entity_quotes),
      (entities | entity_quotes | entity_apostrophes("&#39;", "&#x27;", "&apos;"))
      | becomes(.; "characters are written as HTML entities") ),
    becomes(gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&amp;"; "&");
      "HTML entities in it were decoded"),
    becomes(as_latin_1; "its UTF-8 was read as Latin-1"),
    becomes(as_ascii("?"); "non-ASCII characters became question marks"),
    becomes(gsub("<[^<>]*>"; ""); "text in angle brackets was removed"),
    becomes(@uri; "characters are percent-encoded"),
    becomes(gsub("\n"; "\r\n"); "line feeds became CRLF"),
    ( select([match("\n\\s*\n"; "g")] | length > 2)
      | becomes(gsub("\n\\s*\n"; "\n"); "blank lines were removed") ),
    ( select([match("[ \t]{2,}|\n\\s*\n"; "g")] | length > 1)
      | gsub("[ \t]{2,}"; " "), gsub("\\s+"; " ")
      | becomes(.; "white space was collapsed") ),
    becomes(gsub("\\$\\{?[A-Za-z_]+\\}?"; ""); "variables such as $NAME were removed"),
    becomes(gsub("\\{\\{.*?\\}\\}|\\{%.*?%\\}"; "");
      "template expressions in {{ }} were evaluated"),
    becomes(query_decoded; "it was decoded as a URL query");
def recodings_of($want): ($want | bare) | {expected: ., recodings: [recodings]};

# How the expected text was changed, as text; null if it was not.
def recoded($made):
  bare as $actual
  | $made.expected as $expected
  | if $actual == $expected then null
    else
      [$made.recodings[] | select(.made == $actual) | .how][0]
      // if $actual | numbers_hidden($expected) then
          "its numbers are masked by other characters"
        elif $actual | cut_after($expected) then
          "it was truncated after \($actual | cut_after($expected)) characters"
        else null end
    end;
def recoding($want): recoded(recodings_of($want));

# Typographic quotes and escaped line breaks are reported in content alone: in arguments models
# write them themselves.
def alterations_of($says):
  recodings_of($says)
  | .others = [
      .expected
      | {made: (curly | bare), how: "straight quotes became curly ones"},
        ( select($says | contains("\n"))
          | {made: (gsub("\n"; "<br>\n"), gsub("\n"; "<br>")), how: "line breaks became HTML tags"},
            {made: gsub("\n"; "\\n"), how: "line breaks became a backslash and an n"} )
    ];
def altered($made):
  recoded($made)
  // (bare as $actual
    | if $actual == $made.expected then null
      else [$made.others[] | select(.made == $actual) | .how][0] end);
def alteration($says): altered(alterations_of($says));
