# Words for checks of error answers. The input is a transcript.

def failed: (.response.status // 0) >= 400;

# What the server said, in whatever shape: a message, FastAPI's detail, the title of a page, or the
# beginning of the text.
def error_words:
  def told: if type == "object" then (.message // .msg // .error // .detail // tojson) else . end
    | if type == "array" then map(told) | map(if type == "string" then . else tojson end) | join("; ")
      elif type == "string" then . else tojson end;
  (.response.json | objects | (.error // .detail // .message) | select(. != null and . != "") | told)
  // (.response.text // "" | [match("<title>([^<]*)"; "i").captures[0].string][0])
  // (.response.text // "");

# The API's own shape: an object `error` with a message.
def error_message: [.response.json | objects | .error | objects | .message][0];

# Whether the words of an error, or its other texts, name a field.
def names_field($name): ([.response.json | .. | strings] + [error_words | tostring] | join("\n"))
  | test("(^|[^A-Za-z0-9_])" + ($name | gsub("[^A-Za-z0-9_]"; ".")) + "($|[^A-Za-z0-9_])");
