module {
  requirement: "Tool calls in non-streamed answers also occur in streams of the same requests.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].delta.tool_calls`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "28 of 28 clients",
     does: "end the turn without the call, most of them without an error",
     shown: [
       "aisdk-2.0.41/stream:args.streamed-short-call-lost",
       "openai-python/stream:args.streamed-short-call-lost"]}],
  remedy: ["keep-the-stream-path"],
  seen: ["vllm-project/vllm#48020", "vllm-project/vllm#45866"],
  passes: [
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{tool_calls: []}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{tool_calls: []}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "b", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "c", expect: {calls: ["f"]}}, request: {body: {}},
       response: {assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{content: "", tool_calls: []}]}}},
      {case: {id: "b.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{content: "", tool_calls: []}]}}},
      {case: {id: "c.stream", expect: {calls: ["f"]}}, request: {body: {stream: true}},
       response: {assembled: {choices: [{content: "", tool_calls: []}]}}}]}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def request_id: .case.id | rtrimstr(".stream");

# Streams, or non-streamed answers, that should contain a call, of cases that ran in both modes.
def answers($streamed): (reduce .transcripts[].case.id as $id ({}; .[$id | tojson] = true)) as $ids
  | [.transcripts[]
    | select((.case.expect.calls // []) != [] and (asked.stream == true) == $streamed)
    | select(request_id | . as $id
        | $ids[$id | tojson] and $ids["\($id).stream" | tojson])
    | select(answered == true and choices != [] and .response.assembled.error == null
        and (cut_off | not))];

def with_calls: [.[] | select(calls != [])] | length;

# The streams that lack a call for this reason: the case expects one, the non-streamed answer to
# the same request contains one, or the content contains one as text.
def without_their_calls:
  ( reduce (.transcripts[] | select(asked.stream != true and calls != []) | .case.id) as $id ({};
      .[$id | tojson] = true) ) as $calling
  | .transcripts[]
  | select(asked.stream == true and calls == [])
  | select((.case.expect.calls // []) != []
      or (asked.tool_choice | . == "required" or type == "object")
      or $calling[request_id | tojson]
      or [calls_as_text] != []);

def applies: when(
  unless(answers(true) | length < 3; "fewer than three streams should contain a call"),
  unless(answers(false) | length < 3;
    "fewer than three non-streamed answers should contain a call"),
  unless(any(answers(true)[] | select(calls == []) | left_out; .certain);
    "not evaluated: see tools/reach-the-model"));

def check: answers(true) as $streams | answers(false) as $documents
  | expect(
      ($streams | with_calls) > 0
        or ($documents | with_calls) * 10 < ($documents | length) * 8;
      finding(
        "none of \($streams | length) streams contains a call, but "
          + "\($documents | with_calls) of \($documents | length) non-streamed answers "
          + "to the same requests do";
        null; "")
      + {explains: {
          transcripts: [without_their_calls | file],
          checks: [
            "tools/expected-calls", "tools/obeys-the-choice", "tools/no-call-markup",
            "finish/calls-mean-tool-calls", "chat/says-something", "parity/same-calls",
            "parity/same-finish", "parity/same-text"]}});
