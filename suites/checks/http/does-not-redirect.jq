module {
  requirement: "The endpoint answers requests itself and does not redirect them.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
  clause: "No specification forbids it, but clients may drop the body or the key (RFC 9110, 15.4).",
  level: "must",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {does:
      "clients drop the Authorization header, or the body of a POST, when they follow a redirect",
      measured: false}
  ],
  remedy: ["use-the-final-url", "no-redirect-at-the-proxy"],
  passes: [
    {response: {status: 200}},
    {response: {status: 404}}
  ],
  fails: [
    {response: {status: 307, headers: [{name: "Location", value: "/v1/chat/completions/"}]}},
    {response: {status: 301}}
  ]
};

include "lib/transcript";

def applies: when(complete, only_if(.response.status; "no answer came"));

def check: expect(.response.status < 300 or .response.status >= 400;
  finding("the answer is a redirect (\(.response.status))"; "the header Location";
    header("location") // "no Location"));
