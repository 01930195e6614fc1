# Texts of which a part was held back and never sent. The input is a transcript.

include "lib/transcript";
include "lib/recoding";

# How a text lacks expected angle brackets, or ends where one should follow; null if it does not.
def withheld($want):
  bare as $came
  | ($want | bare) as $due
  | if $came == $due or $came == "" then null
    elif ($came | gsub("<"; "")) == ($due | gsub("<"; ""))
        and ($came | length) < ($due | length)
    then
      (($due | length) - ($came | length)) as $lost
      | "\($lost) of \($due | [match("<"; "g")] | length) `<` are missing"
    elif ($came | length) < ($due | length)
        and ($due | startswith($came))
        and ($due[$came | length:] | test("\\A\\s*<"))
    then
      "the text ends where \($due[$came | length:] | sub("\\A\\s+"; "") | .[:12] | shown) should "
        + "follow"
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
  .case.expect.before? as $due
  | if $due | type != "string" then empty
    else
      choices[]
      | select((.tool_calls // []) != [] and (.content | named))
      | .said = (.content | bare)
      | .said as $said
      | ($due | bare) as $due
      | select($said | contains($due) | not)
      | ([range(8; $due | length) | select(. as $length | $said | endswith($due[:$length]))][-1])
          as $kept
      | if $kept then
          .lacks = "ends after \($due[:$kept][-20:] | shown), where \($due[$kept:][:20] | shown) "
            + "should follow"
        else
          ( [
              range(1; ($due | length) - 8) | select(. as $lost | $said | startswith($due[$lost:]))
            ][0] ) as $lost
          | if $lost then
              .lacks = "begins with \($due[$lost:][:20] | shown), where "
                + "\($due[:$lost][:20] | shown) should come first"
            else empty end
        end
    end;
