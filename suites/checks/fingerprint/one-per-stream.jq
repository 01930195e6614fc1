module {
  requirement: "All chunks of a stream have the same `system_fingerprint`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-system_fingerprint",
  clause: "The chat completion chunk object: `system_fingerprint`, \"the backend configuration\"",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "a different backend took over: a part of the answer may be from a different model",
      measured: false}
  ],
  remedy: ["gateway-fallback"],
  seen: ["BerriAI/litellm#12481"],
  passes: [{response: {assembled: {fingerprints: ["fp_1"]}}}],
  fails: [{response: {assembled: {fingerprints: ["fp_1", "fp_2"]}}}]
};

include "lib/transcript";

def marks: [.response.assembled.fingerprints // [] | .[] | select(named)];

def applies: when(answered, unless(marks == []; "there is no fingerprint"));

def check:
  marks
  | expect(length == 1;
      finding("`system_fingerprint` changes within the answer: \(join(", "))";
        "system_fingerprint"; shown));
