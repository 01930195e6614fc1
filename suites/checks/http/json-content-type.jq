module {
  requirement: "A JSON response has the Content-Type application/json.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-11",
  clause: "RFC 8259, section 11: \"The media type for JSON text is application/json.\"",
  level: "should",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {program: "openai-go and Spring AI", does: "refuse a response with another type",
      measured: false}
  ],
  remedy: ["set-the-content-type"],
  passes: [
    {response: {json: {},
      headers: [{name: "content-type", value: "application/json; charset=utf-8"}]}},
    {response: {json: {}, headers: [{name: "Content-Type", value: "application/problem+json"}]}}
  ],
  fails: [
    {response: {json: {}, headers: [{name: "Content-Type", value: "text/plain"}]}},
    {response: {json: {}, headers: []}}
  ]
};

include "lib/transcript";

def applies: when(complete, whole, only_if(.response.json; "the body is not JSON"));

def check: header("content-type") as $type
  | expect($type // "" | ascii_downcase | test("^application/([a-z0-9.+-]*\\+)?json *(;|$)");
      finding("the Content-Type is \($type // "absent")"; "the header Content-Type"; $type // ""));
