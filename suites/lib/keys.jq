# Words for checks of what an endpoint does with keys. The input is {transcripts: [...]}, or one of them where a comment says so.

include "lib/transcript";

# The requests that were sent with a wrong key, or with none, and were answered.
def denied: [.transcripts[] | select((.case.expect? | objects | .denied == true) and when(complete, responded) == true)];

# Of a transcript: it was answered as if the key were right.
def taken: (.response.status // 200 | . >= 200 and . < 300) and .response.assembled != null and .response.assembled.error == null;

# Of a transcript: the key that was sent, in the words of its case.
def key_sent: (.case.title // "a wrong key" | (.[:1] | ascii_downcase) + .[1:]) + (if asked.stream == true then ", streamed," else "" end);
