# How long the lines of a stream are. The input is a transcript.

include "lib/transcript";

def measured: when(streamed, if .response.longest_line then true else "the lines were not measured" end);

# A line that is longer than the next limit has a check of its own.
def short_of($next): if (.response.longest_line // 0) > $next then "a line has \(.response.longest_line) bytes, which is judged as that" else true end;

def within($limit; $reader): .response as $response
  | expect($response.longest_line <= $limit;
      finding("a line has \($response.longest_line) bytes; \($reader) takes \($limit)";
        "event \([$response.events[]? | {number, size: (.data // "" | length)}] | max_by(.size) | .number)"; "\($response.longest_line) bytes"));
