module {
  requirement: "Non-streamed answers contain all calls that streams of the same requests contain.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.tool_calls`",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "an agent without streaming runs one of several tools, and considers the task done",
     measured: false}],
  remedy: ["keep-every-call"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}},
      {case: {id: "b", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "b.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200,
          assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}}]},
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "b", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {case: {id: "b.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200,
          assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "g"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}},
      {case: {id: "b", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "g"}]}]}}},
      {case: {id: "b.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200,
          assembled: {choices: [{tool_calls: [{name: "g"}, {name: "f"}]}]}}}]},
    {transcripts: [
      {case: {id: "a", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "f"}]}]}}},
      {case: {id: "a.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "g"}]}]}}},
      {case: {id: "b", expect: {calls: ["f", "g"]}}, request: {body: {}},
        response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "f"}]}]}}},
      {case: {id: "b.stream", expect: {calls: ["f", "g"]}}, request: {body: {stream: true}},
        response: {status: 200,
          assembled: {choices: [{tool_calls: [{name: "g"}, {name: "f"}]}]}}}]}]
};

include "lib/transcript";

# The names of the expected calls, and of the calls made, for requests that expect several.
def several($streamed): [
  .transcripts[]
  | select((.case.expect.calls? // [] | length) > 1 and (asked.stream == true) == $streamed)
  | select(answered == true and choices != [] and .response.assembled.error == null)
  | select(cut_off | not)
  | {id: (.case.id | rtrimstr(".stream")), file: file, want: (.case.expect.calls | sort),
      got: ([calls[] | .name | tostring] | sort)}];
def lacking: [
  .[] | select(.got != [] and (.want - .got != [] or (.got | length) < (.want | length)))];

def applies:
  if (several(false) | map(.id) | unique | length) < 2 then
    "fewer than two non-streamed answers should contain several calls"
  elif several(true) | length < 2 then "fewer than two streams should contain several calls"
  else true end;

# A model that makes all calls in every stream makes them in non-streamed answers too.
def check:
  several(false) as $documents
  | several(true) as $streams
  | expect(($documents | lacking) != $documents or ($streams | lacking) != [];
      finding("none of \($documents | length) non-streamed answers contains the "
          + "\($documents[0].want | length) expected calls, but all \($streams | length) streams "
          + "of the same requests do";
        "first in \($documents[0].id)"; $documents[0].got | join(", "))
      + {explains: {transcripts: [$documents[].file],
          checks: ["tools/expected-calls", "parity/same-calls", "parity/same-finish",
            "parity/same-text", "tools/calls-once"]}});
