# The lines of a stream: how long they are, and whether they are events at all. The input is a transcript.

include "lib/transcript";

def measured: when(streamed, if .response.longest_line then true else "the lines were not measured" end);

# A line that is longer than the next limit has a check of its own.
def short_of($next): if (.response.longest_line // 0) > $next then "a line has \(.response.longest_line) bytes, which is judged as that" else true end;

def within($limit; $reader): .response as $response
  | expect($response.longest_line <= $limit;
      finding("a line has \($response.longest_line) bytes; \($reader) takes \($limit)";
        {event: ([$response.events[]? | {number, size: (.data // "" | length)}] | max_by(.size) | .number)}; "\($response.longest_line) bytes"));

# What was to be a stream of events is lines of JSON, as the native interface of Ollama sends them.
def lines_of_json: asked.stream == true and .response.events == null
  and ((header("content-type") // "" | test("ndjson|jsonl|json-seq|jsonlines"; "i"))
    or ([(.response.text // "")[:40000] | split("\n")[] | select(test("\\S"))] | length > 1 and all(.[:2][]; [fromjson? | objects] != [])));
