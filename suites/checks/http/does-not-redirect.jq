module {
  requirement: "The endpoint answers itself instead of redirecting.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
  level: "must",
  concerns: "transport",
  breaks: [{does: "clients drop the Authorization header, or the body of a POST, on the way to the other address", measured: false}],
  remedy: ["use-the-final-url", "no-redirect-at-the-proxy"],
  passes: [{response: {status: 200}}, {response: {status: 404}}],
  fails: [{response: {status: 307, headers: [{name: "Location", value: "/v1/chat/completions/"}]}}, {response: {status: 301}}]
};

include "lib/transcript";

def applies: when(complete, if .response.status then true else "no answer came" end);
def check: expect(.response.status < 300 or .response.status >= 400;
  finding("the answer is a redirect (\(.response.status))"; "the header Location";
    header("location") // "no Location"));
