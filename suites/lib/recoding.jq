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
  else null end;

# Line breaks as two characters are told of content alone: in arguments models write them so themselves.
def alteration($says): recoding($says)
  // if ($says | contains("\n")) and bare == ($says | bare | gsub("\n"; "\\n")) then "line breaks became a backslash and an n" else null end;
