module {
  requirement: "JSON contains no lone surrogate and no number beyond the range of a double.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-8.2",
  clause: "RFC 8259, section 8.2: unpaired surrogates; section 6: the range of numbers",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["chat/no-broken-characters"],
  breaks: [
    {program: "Copilot CLI", version: "1.0.102",
      does: "retries five times, then stops with a part of the answer",
      says: "unexpected end of hex escape", shown: ["copilot:sse.surrogate-halves"]},
    {program: "async-openai 0.43.0 and rig 0.44.0", does: "stop with an error",
      says: "unexpected end of hex escape",
      shown: ["async-openai/stream:sse.surrogate-halves", "rig/stream:sse.surrogate-halves"]},
    {program: "openai-go 3.99.0 and go-openai 1.43.0",
      does: "show two U+FFFD instead of the character",
      shown: ["openai-go/stream:sse.surrogate-halves", "go-openai/stream:sse.surrogate-halves"]},
    {does: "some parsers reject a number like 1e999, others read it as infinity", measured: false}
  ],
  remedy: ["write-whole-characters", "null-for-large-numbers"],
  passes: [
    {response: {json: {}, json_defects: []}},
    {response: {events: [{number: 1, json: {},
      json_defects: [{kind: "duplicate-key", offset: 7, saw: "a"}]}]}}
  ],
  fails: [
    {response: {json: {}, json_defects: [{kind: "number-range", offset: 7, saw: "1e999"}]}},
    {response: {events: [{number: 3, json: {},
      json_defects: [{kind: "lone-surrogate", offset: 7, saw: "\\ud83d"}]}]}}
  ]
};

include "lib/transcript";

def words: if .kind == "number-range" then "the number \(.saw) is too large for a double"
  else "\(.saw) is half of a surrogate pair" end;

def fix: if .kind == "number-range" then ["null-for-large-numbers"]
  else ["write-whole-characters"] end;

def unportable: .json_defects[]? | select(.kind == "number-range" or .kind == "lone-surrogate");

def applies: when(complete, legible,
  only_if(.response.json != null or .response.events != null; "there is no JSON"));

def check:
  [ (.response | unportable | finding(words; {byte: .offset}; .saw; fix)),
    (event_shapes
      | place as $place
      | unportable
      | finding(words; $place; .saw; fix)) ]
  | expect(. == []; .[]);
