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
def bare: sub("^[\\s\"'`“”‘’«»„]+"; "") | sub("[\\s\"'`“”‘’«»„]+$"; "");

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
  (test("[0-9]{4}") | not)
    and ($expected | test("[0-9]{4}"))
    and ( gsub("\\*+|#+|X+|<[A-Z_ ]+>|\\[[A-Z_ ]+\\]"; "#") as $hidden
        | any("[0-9]{4,}", "[0-9]{2,}", "[0-9]+";
            . as $numbers | $expected | gsub("#+"; "#") | gsub($numbers; "#") == $hidden) );

# The number of characters after which a program truncated the text: a round number, or the text
# ends with a mark such as `[truncated]`; null if it was not truncated.
def cut_after($expected):
  sub("\\s*(…|\\.\\.\\.)?\\s*[\\[(]?(truncated|cut)[\\])]?\\s*$"; "") as $kept
  | ($kept | length) as $count
  | if $count >= 100
        and $count < ($expected | length) - 20
        and ($expected | startswith($kept))
        and ($kept != . or $count >= 500 and $count % 100 == 0)
    then
      $count
    else null end;

# How the expected text was changed, as text; null if it was not.
def recoding($want):
  bare as $actual
  | ($want | bare) as $expected
  | def becomes(f): ($expected | f | bare) as $made | $made != $expected and $made == $actual;
    def entity_quotes: gsub("\""; "&quot;");
    def entity_apostrophes($entity): gsub("'"; $entity);
    if $actual == $expected then null
    elif becomes(entities)
        or becomes(entities | entity_quotes)
        or becomes(entities | entity_quotes | entity_apostrophes("&#39;"))
        or becomes(entities | entity_quotes | entity_apostrophes("&#x27;"))
        or becomes(entities | entity_quotes | entity_apostrophes("&apos;"))
    then
      "characters are written as HTML entities"
    elif becomes(
        gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&amp;"; "&"))
    then
      "HTML entities in it were decoded"
    elif becomes(as_latin_1) then "its UTF-8 was read as Latin-1"
    elif becomes(as_ascii("?")) then "non-ASCII characters became question marks"
    elif becomes(gsub("<[^<>]*>"; "")) then "text in angle brackets was removed"
    elif becomes(@uri) then "characters are percent-encoded"
    elif becomes(gsub("\n"; "\r\n")) then "line feeds became CRLF"
    elif ([$expected | match("\n\\s*\n"; "g")] | length) > 2
        and becomes(gsub("\n\\s*\n"; "\n"))
    then
      "blank lines were removed"
    elif ([$expected | match("[ \t]{2,}|\n\\s*\n"; "g")] | length) > 1
        and (becomes(gsub("[ \t]{2,}"; " ")) or becomes(gsub("\\s+"; " ")))
    then
      "white space was collapsed"
    elif becomes(gsub("\\$\\{?[A-Za-z_]+\\}?"; "")) then "variables such as $NAME were removed"
    elif becomes(gsub("\\{\\{.*?\\}\\}|\\{%.*?%\\}"; "")) then
      "template expressions in {{ }} were evaluated"
    elif becomes(query_decoded) then "it was decoded as a URL query"
    elif $actual | numbers_hidden($expected) then "its numbers are masked by other characters"
    elif $actual | cut_after($expected) then
      "it was truncated after \($actual | cut_after($expected)) characters"
    else null end;

# Typographic quotes and escaped line breaks are reported in content alone: in arguments models
# write them themselves.
def alteration($says):
  recoding($says)
    // if bare != ($says | bare) and bare == ($says | bare | curly | bare) then
        "straight quotes became curly ones"
      elif $says | contains("\n") | not then null
      elif bare == ($says | bare | gsub("\n"; "<br>\n"))
          or bare == ($says | bare | gsub("\n"; "<br>"))
      then
        "line breaks became HTML tags"
      elif bare == ($says | bare | gsub("\n"; "\\n")) then "line breaks became a backslash and an n"
      else null end;
