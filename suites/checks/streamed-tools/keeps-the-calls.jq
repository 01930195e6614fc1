module {
  requirement: "Calls that come in whole answers come in streams of the same requests too.",
  reference: "https://platform.openai.com/docs/api-reference/chat-streaming",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{program: "28 of 28 clients", does: "end the turn without the call, most of them without an error", shown: ["aisdk-2.0.41/stream:args.streamed-short-call-lost", "openai-python/stream:args.streamed-short-call-lost"]}],
  remedy: ["keep-the-stream-path"],
  seen: ["vllm-project/vllm#48020", "vllm-project/vllm#45866"],
  passes: [{transcripts: [{case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{tool_calls: []}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{tool_calls: []}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "b", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "c", expect: {calls: ["f"]}}, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{content: "", tool_calls: []}]}}},
      {case: {id: "b.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{content: "", tool_calls: []}]}}},
      {case: {id: "c.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}}, response: {status: 200, assembled: {choices: [{content: "", tool_calls: []}]}}}]}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

# Whole answers, or streams, to requests that want a call, from cases that have both.
def due($streamed): [.transcripts[].case.id] as $ids
  | [.transcripts[] | select((.case.expect.calls // []) != [] and (asked.stream == true) == $streamed)
    | select(.case.id | rtrimstr(".stream") | . as $id | ($ids | index([$id])) != null and ($ids | index(["\($id).stream"])) != null)
    | select(answered == true and choices != [] and .response.assembled.error == null and (cut_off | not))];
def with_calls: [.[] | select(calls != [])] | length;

# The streams that lack a call for this reason: one was due there, or comes in the whole answer to the same request,
# or it stands in the content as text.
def robbed: [.transcripts[] | select(asked.stream != true and calls != []) | .case.id] as $calling
  | .transcripts[] | select(asked.stream == true and calls == [])
  | select((.case.expect.calls // []) != [] or (asked.tool_choice | . == "required" or type == "object")
      or (.case.id | rtrimstr(".stream") as $id | $calling | index([$id]) != null)
      or [calls_as_text] != []);

def applies: if due(true) | length < 3 then "fewer than three streams were to call" elif due(false) | length < 3 then "fewer than three whole answers were to call"
  elif any(due(true)[] | select(calls == []) | left_out; .certain) then "the tools do not reach the model, which is judged as that" else true end;
def check: due(true) as $streams | due(false) as $whole
  | expect(($streams | with_calls) > 0 or ($whole | with_calls) * 10 < ($whole | length) * 8;
      finding("no stream of \($streams | length) has a call, where \($whole | with_calls) of \($whole | length) whole answers to the same requests have one"; null; "")
      + {explains: {transcripts: [robbed | file], checks: ["tools/expected-calls", "tools/obeys-the-choice", "tools/no-call-markup",
          "finish/calls-mean-tool-calls", "chat/says-something", "parity/same-calls", "parity/same-finish", "parity/same-text"]}});
