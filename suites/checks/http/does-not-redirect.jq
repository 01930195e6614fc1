module {
  requirement: "The endpoint answers itself instead of redirecting.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4",
  level: "must",
  concerns: "transport",
  breaks: ["clients drop the Authorization header or the POST body on the way to another place"],
  remedy: ["use the URL that the redirect names as --endpoint",
    "at the proxy, serve the path without the redirect (trailing slash, http to https)"],
  passes: [{response: {status: 200}}, {response: {status: 404}}],
  fails: [{response: {status: 307, headers: [{name: "Location", value: "/v1/chat/completions/"}]}}, {response: {status: 301}}]
};

include "lib/transcript";

def applies: when(complete, if .response.status then true else "no answer came" end);
def check: expect(.response.status < 300 or .response.status >= 400;
  finding("the answer is a redirect (\(.response.status))"; "the header Location";
    header("location") // "no Location"));
