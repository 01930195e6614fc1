# Texts in which characters are written as numbers.

def hexadecimal:
  ascii_downcase
  | reduce explode[] as $digit (0; . * 16 + $digit - (if $digit > 96 then 87 else 48 end));

# Decodes a text in which bytes are written as %XX.
def percent_decoded:
  if contains("%") | not then .
  else
    [
      match("%[0-9A-Fa-f]{2}|[^%]|%"; "g").string
      | if length == 3 then .[1:] | hexadecimal else explode[] + 256 end
    ]
    | reduce .[] as $unit ({text: [], code: 0, more: 0};
        if $unit >= 256 then .text += [$unit - 256]
        elif $unit < 128 then .text += [$unit]
        elif $unit < 192 then
          .code = .code * 64 + $unit - 128 | .more -= 1
          | if .more == 0 then .text += [.code] else . end
        else
          .more = (if $unit < 224 then 1 elif $unit < 240 then 2 else 3 end)
          | .code = $unit - (if $unit < 224 then 192 elif $unit < 240 then 224 else 240 end)
        end)
    | .text
    | map(if . > 1114111 or (. >= 55296 and . < 57344) then 65533 else . end)
    | implode
  end;
