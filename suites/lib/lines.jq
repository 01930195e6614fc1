# The lines of a stream: their length, and whether they are events. The input is a transcript.

include "lib/transcript";

def measured: when(streamed, only_if(.response.longest_line; "the lines were not measured"));

# A line that exceeds the next limit too is evaluated by the check of that limit.
def short_of($next): unless((.response.longest_line // 0) > $next;
  "a line has \(.response.longest_line) bytes: see the check of the next limit");

def within($limit; $reader): .response as $response
  | expect($response.longest_line <= $limit;
      ([$response.events[]? | {number, size: (.data // "" | length)}] | max_by(.size) | .number)
        as $event
      | finding("a line has \($response.longest_line) bytes; \($reader) accepts \($limit)";
          {event: $event}; "\($response.longest_line) bytes"));

# The body is lines of JSON instead of the requested event stream, as in the native API of Ollama.
def lines_of_json:
  asked.stream == true
    and .response.events == null
    and ( (header("content-type") // "" | test("ndjson|jsonl|json-seq|jsonlines"; "i"))
          or ( [(.response.text // "")[:40000] | split("\n")[] | select(test("\\S"))]
              | length > 1 and all(.[:2][]; [fromjson? | objects] != []) ) );
