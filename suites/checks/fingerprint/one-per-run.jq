module {
  requirement: "All answers come from one configuration of the server.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "the endpoint is several backends: what works now fails at the next request, and a verdict is true of some of them only", measured: false}],
  remedy: ["one-image-for-all-replicas", "gateway-fallback"],
  seen: ["vllm-project/vllm#40537"],
  passes: [{transcripts: [{response: {assembled: {fingerprints: ["fp_1"]}}}, {response: {assembled: {fingerprints: []}}}, {response: {assembled: null}}]}],
  fails: [{transcripts: [{response: {assembled: {fingerprints: ["fp_1"]}}}, {response: {assembled: {fingerprints: ["fp_2"]}}}]}]
};

include "lib/transcript";

def marks: .response.assembled | objects | [.fingerprints // [] | .[] | select(named)];
def all: [.transcripts[] | marks];
def applies: when(if all | add // [] | . == [] then "there is no fingerprint" else true end,
  if any(all[]; length > 1) then "it changes within an answer" else true end);
def check: [all[] | .[]] | group_by(.) | map({mark: .[0], times: length})
  | expect(length == 1; finding("the answers come from \(length) backends: " + (map("\(.mark) (\(.times))") | join(", ")); "system_fingerprint"; map(.mark) | excerpt));
