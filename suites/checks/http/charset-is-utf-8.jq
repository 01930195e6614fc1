module {
  requirement: "Where a Content-Type names a charset, it is UTF-8, which JSON and streams of events always are.",
  reference: "https://www.rfc-editor.org/rfc/rfc8259#section-8.1",
  level: "should",
  concerns: "transport",
  breaks: [{program: "LiteLLM", version: "1.110.2", does: "reads `ü` as `Ã¼`, in texts and in the arguments of calls (Messages API)", shown: ["litellm-anthropic/stream:sse.latin1-charset"]}],
  remedy: ["charset-utf-8"],
  seen: [],
  passes: [{response: {json: {}, headers: [{name: "content-type", value: "application/json; charset=UTF-8"}]}},
    {response: {events: [], headers: [{name: "Content-Type", value: "text/event-stream;charset=\"utf-8\""}]}}],
  fails: [{response: {json: {}, headers: [{name: "Content-Type", value: "application/json; charset=ISO-8859-1"}]}},
    {response: {events: [], headers: [{name: "Content-Type", value: "text/event-stream; charset=latin1"}]}}]
};

include "lib/transcript";

def charset: header("content-type") // "" | [match("; *charset *= *\"?([^\" ;]+)"; "i").captures[0].string][0];

def applies: when(complete, if .response.json or .response.events then true else "the body is neither JSON nor a stream" end,
  if charset == null then "no charset is named" else true end);
def check: expect(charset | ascii_downcase | IN("utf-8", "utf8", "us-ascii");
  finding("the Content-Type names the charset \(charset | shown)"; "the header Content-Type"; header("content-type")));
