module {
  requirement: "All responses have the same `system_fingerprint`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/object#chat/object-system_fingerprint",
  clause: "The chat completion object: `system_fingerprint`, \"the backend configuration\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
        "a verdict holds for some backends only, and what works now may fail at the next request",
      measured: false}
  ],
  remedy: ["one-image-for-all-replicas", "gateway-fallback"],
  seen: ["vllm-project/vllm#40537"],
  passes: [
    {transcripts: [
      {response: {assembled: {fingerprints: ["fp_1"]}}},
      {response: {assembled: {fingerprints: []}}},
      {response: {assembled: null}}
    ]}
  ],
  fails: [
    {transcripts: [
      {response: {assembled: {fingerprints: ["fp_1"]}}},
      {response: {assembled: {fingerprints: ["fp_2"]}}}
    ]}
  ]
};

include "lib/transcript";

def marks: .response.assembled | objects | [.fingerprints // [] | .[] | select(named)];
def marks_by_response: [.transcripts[] | marks];

def applies: when(
  unless(marks_by_response | add // [] | . == []; "there is no fingerprint"),
  unless(any(marks_by_response[]; length > 1); "not evaluated: see fingerprint/one-per-stream"));

def check:
  [marks_by_response[] | .[]]
  | group_by(.)
  | map({mark: .[0], times: length})
  | expect(length == 1;
      finding("the responses come from \(length) backends: "
          + (map("\(.mark) (\(.times))") | join(", "));
        "system_fingerprint"; map(.mark) | excerpt));
