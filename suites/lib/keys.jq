# Functions for checks of API keys. The input is {transcripts: [...]}, or a transcript if the
# comment says so.

include "lib/transcript";

# The answered requests that had a wrong key or no key.
def denied: [
  .transcripts[]
  | select((.case.expect? | objects | .denied == true) and when(complete, responded) == true)
];

# Of a transcript: the response is the same as with a valid key.
def taken:
  (.response.status // 200 | . >= 200 and . < 300)
    and .response.assembled != null
    and .response.assembled.error == null;

# Of a transcript: the key that was sent, described by the title of its case.
def key_sent:
  (.case.title // "a wrong key" | (.[:1] | ascii_downcase) + .[1:])
    + (if asked.stream == true then ", streamed," else "" end);
