# Translates patterns from the ECMAScript dialect of JSON Schema to that of Oniguruma, which jq
# uses: there `$` also matches before a final line break, `\d`, `\w` and `\b` match all scripts, and
# `\uXXXX` is unknown.

include "lib/schema/texts";

def word: "A-Za-z0-9_";
def blank:
  "\\t-\\r "
    + "\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";

# The content of a class that replaces these.
def class_of: {
  "\\d": "0-9",
  "\\D": "\\x{0}-/:-\\x{10FFFF}",
  "\\w": word,
  "\\W": "\\x{0}-/:-@\\[-\\^`{-\\x{10FFFF}",
  "\\s": blank,
  "\\S": ("\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
    + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
    + "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10FFFF}")
};

# What replaces these outside of a class.
def atom_of: {
  "$": "\\z", ".": "[^\\n\\r\\x{2028}\\x{2029}]",
  "\\b": "(?:(?<=[\(word)])(?![\(word)])|(?<![\(word)])(?=[\(word)]))",
  "\\B": "(?:(?<=[\(word)])(?=[\(word)])|(?<![\(word)])(?![\(word)]))"
};

# An escape in the syntax of Oniguruma.
def escape:
  if startswith("\\u{") then "\\x" + .[2:]
  elif length == 12 then
    [scan("[0-9A-Fa-f]{4}") | hexadecimal]
    | [65536 + (.[0] - 55296) * 1024 + .[1] - 56320] | implode
  elif length > 2 and (startswith("\\u") or startswith("\\x")) then "\\x{\(.[2:])}"
  elif test("^\\\\[pP]\\{") then sub("(Script|sc|Script_Extensions|scx|General_Category|gc)="; "")
  elif . == "\\v" then "\\x0b"
  else . end;

def token:
  "\\\\u\\{[0-9A-Fa-f]+\\}|\\\\u[dD][89abAB][0-9A-Fa-f]{2}\\\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
      + "|\\\\u[0-9A-Fa-f]{4}"
    + "|\\\\x[0-9A-Fa-f]{2}|\\\\[pP]\\{[^}]*\\}|\\\\?(?:.|\\n)";

# The pattern in the syntax of Oniguruma. A class is collected in `class` until it is closed.
def oniguruma:
  if test("[\\\\$.\\[]") | not then .
  else
    class_of as $within
    | atom_of as $outside
    | reduce (match(token; "g").string) as $next ({text: "", class: null, set: false};
        if .class == null then
          if $next == "[" then .class = "" | .negated = false | .set = false
          elif $within[$next] then .text += "[\($within[$next])]"
          else .text += ($outside[$next] // ($next | escape)) end
        elif $next == "]" then
          .text += ( if .class == "" then (if .negated then "(?:.|\\n)" else "(?!)" end)
            else "[\(if .negated then "^" else "" end)\(.class)]" end )
          | .class = null
        elif $next == "^" and .class == "" and (.negated | not) then .negated = true
        elif $within[$next] then
          # A hyphen next to such a set is literal, and not a range.
          ( if .class | endswith("-") and (endswith("\\-") | not) then .class = .class[:-1] + "\\-"
            else . end )
          | .class += $within[$next] | .set = true
        else
          .class += ( if $next == "[" or ($next == "-" and .set) then "\\" + $next
            elif $next == "\\b" then "\\x08"
            else $next | escape end )
          | .set = false
        end)
    | .text + (if .class == null then "" else "[" end)
  end;

# Every pattern of a schema, in the syntax of Oniguruma.
def patterns:
  def all_patterns:
    .. | objects
    | (.pattern | strings), (.patternProperties | objects | keys_unsorted[]);
  reduce all_patterns as $pattern ({};
    if has($pattern) then . else .[$pattern] = ($pattern | oniguruma) end);
