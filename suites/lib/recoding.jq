# What programs on the way do to a text, and models hardly ever: each is told from the text that was
# due, which it turns into what came, sign by sign.

def utf8_bytes:
  if . < 128 then [.]
  elif . < 2048 then [192 + (. / 64 | floor), 128 + . % 64]
  elif . < 65536 then [224 + (. / 4096 | floor), 128 + ((. / 64 | floor) % 64), 128 + . % 64]
  else [240 + (. / 262144 | floor), 128 + ((. / 4096 | floor) % 64), 128 + ((. / 64 | floor) % 64), 128 + . % 64] end;

# The text's bytes, each taken for a character.
def as_latin_1: explode | map(utf8_bytes[]) | implode;

def as_ascii($instead): explode | map(if . < 128 then . else ($instead | explode[]) end) | implode;

def entities: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");

# The white space and quotes around a text are nobody's concern.
def bare: sub("^[\\s\"'`“”‘’«»„]+"; "") | sub("[\\s\"'`“”‘’«»„]+$"; "");

# The text with curly quotes, as word processors write them.
def curly: gsub("(?<before>^|[\\s(\\[{=])\""; "\(.before)“") | gsub("\""; "”")
  | gsub("(?<before>^|[\\s(\\[{=“])'"; "\(.before)‘") | gsub("'"; "’");

# The text with `%41` and `+` read as in the query of a URL.
def query_decoded: gsub("\\+"; " ") | gsub("%(?<hex>[0-9A-Fa-f]{2})"; .hex | ascii_upcase | explode | map(if . > 64 then . - 55 else . - 48 end) | [.[0] * 16 + .[1]] | implode);

# What stands for the numbers of a text where a filter hides them.
def numbers_hidden($due): (test("[0-9]{4}") | not) and ($due | test("[0-9]{4}"))
  and (gsub("\\*+|#+|X+|<[A-Z_ ]+>|\\[[A-Z_ ]+\\]"; "#") as $hidden
    | any("[0-9]{4,}", "[0-9]{2,}", "[0-9]+"; . as $numbers | $due | gsub("#+"; "#") | gsub($numbers; "#") == $hidden));

# The number of characters after which the text was cut, where a program chose it: a round one, or a mark says so.
def cut_after($due): sub("\\s*(…|\\.\\.\\.)?\\s*[\\[(]?(truncated|cut)[\\])]?\\s*$"; "") as $kept | ($kept | length) as $count
  | if $count >= 100 and $count < ($due | length) - 20 and ($due | startswith($kept)) and ($kept != . or $count >= 500 and $count % 100 == 0) then $count else null end;

# How the text was recoded from the one that was due, in words; null where it was not.
def recoding($want): bare as $came | ($want | bare) as $due
  | def came_as(f): ($due | f | bare) as $made | $made != $due and $made == $came;
  def entity_quotes: gsub("\""; "&quot;");
  def entity_apostrophes($entity): gsub("'"; $entity);
  if $came == $due then null
  elif came_as(entities) or came_as(entities | entity_quotes)
    or came_as(entities | entity_quotes | entity_apostrophes("&#39;"))
    or came_as(entities | entity_quotes | entity_apostrophes("&#x27;"))
    or came_as(entities | entity_quotes | entity_apostrophes("&apos;")) then "characters are written as HTML entities"
  elif came_as(gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&amp;"; "&")) then "HTML entities in it were decoded"
  elif came_as(as_latin_1) then "its UTF-8 was read as Latin-1"
  elif came_as(as_ascii("?")) then "characters beyond ASCII became question marks"
  elif came_as(gsub("<[^<>]*>"; "")) then "whatever stood in angle brackets was taken out"
  elif came_as(@uri) then "characters are percent-encoded"
  elif came_as(gsub("\n"; "\r\n")) then "line feeds became CRLF"
  elif ([$due | match("\n\\s*\n"; "g")] | length) > 2 and came_as(gsub("\n\\s*\n"; "\n")) then "blank lines were taken out"
  elif ([$due | match("[ \t]{2,}|\n\\s*\n"; "g")] | length) > 1 and (came_as(gsub("[ \t]{2,}"; " ")) or came_as(gsub("\\s+"; " "))) then "white space was collapsed"
  elif came_as(gsub("\\$\\{?[A-Za-z_]+\\}?"; "")) then "names such as $NAME were replaced by nothing"
  elif came_as(gsub("\\{\\{.*?\\}\\}|\\{%.*?%\\}"; "")) then "what stood in {{ }} was evaluated"
  elif came_as(query_decoded) then "it was decoded like the query of a URL"
  elif $came | numbers_hidden($due) then "its numbers are hidden by other characters"
  elif $came | cut_after($due) then "it was cut after \($came | cut_after($due)) characters"
  else null end;

# Curly quotes, and line breaks as two characters, are told of content alone: in arguments models write them so themselves.
def alteration($says): recoding($says)
  // if bare != ($says | bare) and bare == ($says | bare | curly | bare) then "straight quotes became curly ones"
    elif $says | contains("\n") | not then null
    elif bare == ($says | bare | gsub("\n"; "<br>\n")) or bare == ($says | bare | gsub("\n"; "<br>")) then "line breaks became tags of HTML"
    elif bare == ($says | bare | gsub("\n"; "\\n")) then "line breaks became a backslash and an n" else null end;
