module {
  requirement: "All chunks of a stream come from one configuration of the server.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "another backend took over in the middle: half of the answer may be from another model", measured: false}],
  remedy: ["gateway-fallback"],
  seen: ["BerriAI/litellm#12481"],
  passes: [{response: {assembled: {fingerprints: ["fp_1"]}}}],
  fails: [{response: {assembled: {fingerprints: ["fp_1", "fp_2"]}}}]
};

include "lib/transcript";

def marks: [.response.assembled.fingerprints // [] | .[] | select(named)];
def applies: when(answered, if marks == [] then "there is no fingerprint" else true end);
def check: marks | expect(length == 1; finding("`system_fingerprint` changes within the answer: \(join(", "))"; "system_fingerprint"; shown));
