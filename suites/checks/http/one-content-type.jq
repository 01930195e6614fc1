module {
  requirement: "An answer has one Content-Type.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110.html#section-5.3",
  level: "should",
  concerns: "transport",
  breaks: [{does: "clients differ in which of the two they go by: some read a stream as a document, or refuse it", measured: false}],
  remedy: ["one-content-type"],
  seen: [],
  passes: [{response: {status: 200, headers: [{name: "Content-Type", value: "application/json"}, {name: "content-type", value: "Application/JSON"}]}},
    {response: {status: 200, headers: [{name: "content-length", value: "2"}]}}],
  fails: [{response: {status: 200, headers: [{name: "Content-Type", value: "application/json"}, {name: "Content-Type", value: "text/plain"}]}}]
};

include "lib/transcript";

def types: [.response.headers[]? | select(.name | ascii_downcase == "content-type") | .value];

def applies: when(complete, responded);
def check: types as $all
  | expect(($all | map(ascii_downcase | gsub(" "; "")) | unique | length) < 2;
      finding("the answer has \($all | length) headers Content-Type that differ"; "the headers"; $all | join(" and ")));
