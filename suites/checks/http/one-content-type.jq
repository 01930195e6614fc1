module {
  requirement: "A response does not have two different Content-Types.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-5.3",
  clause: "RFC 9110, section 5.3: a field that is not a list is sent once",
  level: "should",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {does:
      "clients differ in the type that they use: some read a stream as a document, or refuse it",
      measured: false}
  ],
  remedy: ["one-content-type"],
  seen: [],
  passes: [
    {response: {status: 200,
      headers: [
        {name: "Content-Type", value: "application/json"},
        {name: "content-type", value: "Application/JSON"}]}},
    {response: {status: 200, headers: [{name: "content-length", value: "2"}]}}
  ],
  fails: [
    {response: {status: 200,
      headers: [
        {name: "Content-Type", value: "application/json"},
        {name: "Content-Type", value: "text/plain"}]}}
  ]
};

include "lib/transcript";

def types: [.response.headers[]? | select(.name | ascii_downcase == "content-type") | .value];

def applies: when(complete, responded);

def check: types as $all
  | expect(($all | map(ascii_downcase | gsub(" "; "")) | unique | length) < 2;
      finding("the answer has \($all | length) Content-Type headers that differ"; "the headers";
        $all | join(" and ")));
