module {
  requirement: "A stream continues until its answer is complete, regardless of its size.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  clause: "Create chat completion: `stream_options.include_usage` adds a chunk before `[DONE]`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "every long answer is truncated, and agents write long files", measured: false}],
  remedy: ["lift-the-limit-of-bytes", "ask-the-engine-directly"],
  passes: [
    {transcripts: [
      {case: {id: "s0.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 900, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s1.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 2700, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s2.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 4500, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "l0.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 8000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l1.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 12000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l2.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 16000,
         assembled: {usage: null, choices: [{finish_reason: null}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "s0.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 900, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s1.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 2700, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s2.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 4500, assembled: {usage: {}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "l0.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 8000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l1.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 8040, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l2.stream"},
       request: {body: {stream: true, stream_options: {include_usage: true}}},
       response: {body_bytes: 8080,
         assembled: {usage: null, choices: [{finish_reason: null}]}}}]}]
};

include "lib/transcript";

# Streams that should end with a chunk that contains their usage.
def streams: [.transcripts[]
  | select(asked.stream == true
      and (asked.stream_options | type == "object" and .include_usage == true))
  | select(answered == true and choices != [] and .response.assembled.error == null)];

# The stream ended before the chunk with its usage.
def cut: .response.assembled.usage == null;

def unfinished: any(choices[]; .finish_reason == null or .finish_reason == "length");

def applies: streams as $streams
  | when(
      unless([$streams[] | select(cut)] == []; "every stream has its last chunk"),
      unless([$streams[] | select(cut | not)] | length < 3;
        "fewer than three streams have their last chunk"));

# A size limit cuts all streams at about the same size, and no stream becomes larger.
# A time limit does so only by chance.
def limited_by_size($streams): [.[].response.body_bytes] as $sizes
  | (map(.case.id) | unique | length) >= 3
    and ($sizes | max) <= ($sizes | min) * 1.05
    and all($streams[] | select(cut | not); .response.body_bytes <= ($sizes | max) * 1.05)
    and ([.[] | select(unfinished)] | length) * 2 >= length;

# The streams were cut after about the same time instead.
def limited_by_time: [.[].timing.total_ms? | numbers] as $times
  | ($times | length) > 0 and ($times | min) > 5000 and ($times | max) < ($times | min) * 1.1;

def check: streams as $streams
  | [$streams[] | select(cut)] as $cut
  | [$cut[].response.body_bytes] as $sizes
  | expect($cut | (limited_by_size($streams) | not) or limited_by_time;
      finding(
        "\($cut | length) streams end unfinished after \($sizes | min) to \($sizes | max) bytes, "
          + "and no stream is longer: streams seem to be limited to that size";
        $cut[0].case.id; "\($sizes | min) bytes")
      + {explains: {
          transcripts: [$cut[] | select(.case.id) | file],
          checks: [
            "chat/choices-asked-for", "chat/finishes-once", "chat/repeats-the-text",
            "chat/says-something", "finish/as-expected", "finish/cut-call-says-length",
            "finish/fits-the-budget", "parity/same-calls", "parity/same-fields",
            "parity/same-finish", "parity/same-text", "sse/ends-with-done",
            "sse/last-event-is-complete", "structured/fits-the-format", "tools/arguments-are-json",
            "tools/empty-arguments", "tools/exact-arguments", "tools/expected-calls",
            "tools/obeys-the-choice", "turns/uses-the-result", "usage/in-streams"]}});
