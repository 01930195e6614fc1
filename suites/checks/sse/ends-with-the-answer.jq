module {
  requirement: "A stream goes on until its answer is whole, however many bytes it takes.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "every long answer is cut, and agents write long files", measured: false}],
  remedy: ["lift-the-limit-of-bytes", "ask-the-engine-directly"],
  passes: [{transcripts: [
      {case: {id: "s0.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 900, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s1.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 1800, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s2.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 2700, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s3.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 3600, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s4.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 4500, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "l0.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 8000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l1.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 12000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l2.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 16000, assembled: {usage: null, choices: [{finish_reason: null}]}}}]}],
  fails: [{transcripts: [
      {case: {id: "s0.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 900, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s1.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 1800, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s2.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 2700, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s3.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 3600, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "s4.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 4500, assembled: {usage: {completion_tokens: 9}, choices: [{finish_reason: "stop"}]}}},
      {case: {id: "l0.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 8000, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l1.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 8040, assembled: {usage: null, choices: [{finish_reason: null}]}}},
      {case: {id: "l2.stream"}, request: {body: {stream: true, stream_options: {include_usage: true}}}, response: {status: 200, body_bytes: 8080, assembled: {usage: null, choices: [{finish_reason: null}]}}}]}]
};

include "lib/transcript";

# Streams whose last chunk tells what they used: where it is missing, the stream ended before.
def due: [.transcripts[] | select(asked.stream == true and (asked.stream_options | type == "object" and .include_usage == true))
  | select(answered == true and choices != [] and .response.assembled.error == null)];
def cut: .response.assembled.usage == null;
def unfinished: any(choices[]; .finish_reason == null or .finish_reason == "length");

def applies: due as $due | if [$due[] | select(cut)] == [] then "every stream has its last chunk" elif [$due[] | select(cut | not)] | length < 3 then "fewer than three streams have their last chunk" else true end;

# A limit of bytes cuts every stream at the same size, but for a chunk, and lets none grow larger. A limit of time does so only by chance.
def check: due | [.[] | select(cut)] as $cut | [$cut[].response.body_bytes] as $sizes | [$cut[] | .timing.total_ms? | numbers] as $times
  | expect(($cut | map(.case.id) | unique | length) < 3 or ($sizes | max) > ($sizes | min) * 1.05 or any(.[] | select(cut | not); .response.body_bytes > ($sizes | max) * 1.05)
      or ([$cut[] | select(unfinished)] | length) * 2 < ($cut | length)
      or (($times | length) > 0 and ($times | min) > 5000 and ($times | max) < ($times | min) * 1.1);
    finding("\($cut | length) streams end unfinished after \($sizes | min) to \($sizes | max) bytes, and none is longer: something cuts streams at that size"; $cut[0].case.id; "\($sizes | min) bytes")
    + {explains: {transcripts: [$cut[] | select(.case.id) | file], checks: ["chat/choices-asked-for", "chat/finishes-once", "chat/repeats-the-text", "chat/says-something", "finish/as-expected", "finish/cut-call-says-length",
        "finish/fits-the-budget", "parity/same-calls", "parity/same-fields", "parity/same-finish", "parity/same-text", "sse/ends-with-done", "sse/last-event-is-complete", "structured/fits-the-format",
        "tools/arguments-are-json", "tools/empty-arguments", "tools/exact-arguments", "tools/expected-calls", "tools/obeys-the-choice", "turns/uses-the-result", "usage/in-streams"]}});
