module {
  requirement: "A body is encoded only when the request asks for it with Accept-Encoding.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3",
  level: "must",
  concerns: "transport",
  breaks: ["clients that never asked do not decompress (curl, Python's urllib, Java's HttpClient, Rust's reqwest without its gzip feature): `can't decode byte 0x8b in position 1`",
    "a compressed stream shows nothing until its end"],
  remedy: ["let the proxy compress only where Accept-Encoding allows it, and text/event-stream never (nginx: gzip_types without text/event-stream, gunzip on)",
    "a gateway that passes a compressed answer on must pass the client's Accept-Encoding on as well"],
  seen: ["Anionex/agent-vision-toolkit#36", "tower-rs/tower-http#419", "Kludex/starlette#2753", "Crosstalk-Solutions/project-nomad#798"],
  passes: [{response: {status: 200, codings: []}}],
  fails: [{response: {status: 200, codings: ["gzip"]}}, {response: {status: 200, codings: ["br"], json: {choices: []}}}]
};

include "lib/transcript";

def applies: when(responded, if (.response.body_bytes // 1) > 0 then true else "there is no body" end);
def check: .response.codings // []
  | expect(. == []; join(", ") | finding("the body is encoded with \(.), and the request has no Accept-Encoding"; "the header Content-Encoding"; .));
