# Texts of which a part was held back and never sent. The input is a transcript.

include "lib/transcript";
include "lib/recoding";

# How a text lacks expected angle brackets, or ends where one should follow; null if it does not.
def withheld($want):
  bare as $actual
  | ($want | bare) as $expected
  | if $actual == $expected or $actual == "" then null
    elif ($actual | gsub("<"; "")) == ($expected | gsub("<"; ""))
        and ($actual | length) < ($expected | length)
    then
      (($expected | length) - ($actual | length)) as $lost
      | "\($lost) of \($expected | [match("<"; "g")] | length) `<` are missing"
    elif ($actual | length) < ($expected | length)
        and ($expected | startswith($actual))
        and ($expected[$actual | length:] | test("\\A\\s*<"))
    then
      ($expected[$actual | length:] | sub("\\A\\s+"; "") | .[:12] | shown) as $missing
      | "the text ends where \($missing) should follow"
    else null end;

# Choices whose text lacks such a part.
def withheld_texts:
  .case.expect.says? as $says
  | if $says | type != "string" then empty
    else
      choices[]
      | select((.content | named) and .finish_reason == "stop")
      | .lacks = (.content | withheld($says)) | select(.lacks)
    end;

# Choices with calls after a part of the expected sentence: its end or its beginning is missing.
def broken_preambles:
  .case.expect.before? as $expected
  | if $expected | type != "string" then empty
    else
      choices[]
      | select((.tool_calls // []) != [] and (.content | named))
      | .said = (.content | bare)
      | .said as $said
      | ($expected | bare) as $expected
      | select($said | contains($expected) | not)
      | ( [
            range(8; $expected | length)
            | select(. as $length | $said | endswith($expected[:$length]))
          ][-1] ) as $kept
      | if $kept then
          .lacks = "ends after \($expected[:$kept][-20:] | shown), where "
            + "\($expected[$kept:][:20] | shown) should follow"
        else
          ( [
              range(1; ($expected | length) - 8)
              | select(. as $lost | $said | startswith($expected[$lost:]))
            ][0] ) as $lost
          | if $lost then
              .lacks = "begins with \($expected[$lost:][:20] | shown), where "
                + "\($expected[:$lost][:20] | shown) should come first"
            else empty end
        end
    end;
