module {
  requirement: "A JSON answer says so: its Content-Type is application/json.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-11",
  level: "should",
  concerns: "transport",
  breaks: [{program: "openai-go and Spring AI", does: "refuse a document of another type", measured: false}],
  remedy: ["set-the-content-type"],
  passes: [{response: {json: {}, headers: [{name: "content-type", value: "application/json; charset=utf-8"}]}},
    {response: {json: {}, headers: [{name: "Content-Type", value: "application/problem+json"}]}}],
  fails: [{response: {json: {}, headers: [{name: "Content-Type", value: "text/plain"}]}},
    {response: {json: {}, headers: []}}]
};

include "lib/transcript";

def applies: when(complete, whole, if .response.json then true else "the body is not JSON" end);
def check: header("content-type") as $type
  | expect($type // "" | ascii_downcase | test("^application/([a-z0-9.+-]*\\+)?json *(;|$)");
      finding("the Content-Type is \($type // "absent")"; "the header Content-Type"; $type // ""));
