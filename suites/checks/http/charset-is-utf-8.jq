module {
  requirement: "If the Content-Type of JSON or of an event stream has a charset, it is UTF-8.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-8.1",
  clause: "RFC 8259, section 8.1: JSON is UTF-8; WHATWG HTML, 9.2.5: event streams are UTF-8",
  level: "should",
  impact: "corruption",
  concerns: "transport",
  breaks: [
    {program: "LiteLLM", version: "1.110.2",
      does: "reads `ü` as `Ã¼` in texts and in the arguments of calls (Messages API)",
      shown: ["litellm-anthropic/stream:sse.latin1-charset"]}
  ],
  remedy: ["charset-utf-8"],
  seen: [],
  passes: [
    {response: {json: {},
      headers: [{name: "content-type", value: "application/json; charset=UTF-8"}]}},
    {response: {events: [],
      headers: [{name: "Content-Type", value: "text/event-stream;charset=\"utf-8\""}]}}
  ],
  fails: [
    {response: {json: {},
      headers: [{name: "Content-Type", value: "application/json; charset=ISO-8859-1"}]}},
    {response: {events: [],
      headers: [{name: "Content-Type", value: "text/event-stream; charset=latin1"}]}}
  ]
};

include "lib/transcript";

def charset: header("content-type") // ""
  | [match("; *charset *= *\"?([^\" ;]+)"; "i").captures[0].string][0];

def applies: when(complete,
  only_if(.response.json or .response.events; "the body is neither JSON nor a stream"),
  unless(charset == null; "the Content-Type has no charset"));

def check: expect(charset | ascii_downcase | IN("utf-8", "utf8", "us-ascii");
  finding("the charset of the Content-Type is \(charset | shown)";
    "the header Content-Type"; header("content-type")));
