module {
  requirement: "A body is compressed only if the request has Accept-Encoding.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3",
  clause:
    "RFC 9110, section 12.5.3 allows it, but the clients in `breaks` do not decode such bodies.",
  level: "must",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {program: "langchain4j 1.19.0 and Spring AI 1.1.2",
      does: "end with an empty answer and no error",
      shown: ["langchain4j/stream:sse.compressed-unasked",
        "spring-ai/stream:sse.compressed-unasked"]},
    {program: "async-openai", version: "0.43.0", does: "refuses the stream",
      says: "invalid utf-8 sequence", shown: ["async-openai/stream:sse.compressed-unasked"]},
    {program: "rig", version: "0.44.0", does: "refuses the stream",
      says: "the reply ended before the provider ended it",
      shown: ["rig/stream:sse.compressed-unasked"]}
  ],
  remedy: ["compress-only-when-asked", "gateway-passes-accept-encoding-on"],
  seen: ["Anionex/agent-vision-toolkit#36", "tower-rs/tower-http#419", "Kludex/starlette#2753",
    "Crosstalk-Solutions/project-nomad#798"],
  passes: [{response: {status: 200, codings: []}}],
  fails: [
    {response: {status: 200, codings: ["gzip"]}},
    {response: {status: 200, codings: ["br"], json: {choices: []}}}
  ]
};

include "lib/transcript";

def applies: when(responded, only_if((.response.body_bytes // 1) > 0; "there is no body"));

def check: .response.codings // []
  | expect(. == [];
      join(", ")
      | finding("the body is encoded with \(.), but the request has no Accept-Encoding";
          "the header Content-Encoding"; .));
