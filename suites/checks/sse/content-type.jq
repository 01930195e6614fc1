module {
  requirement: "A stream of events has the Content-Type text/event-stream.",
  reference: "https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model",
  level: "should",
  concerns: "transport",
  breaks: ["EventSource clients refuse the stream; proxies buffer it"],
  remedy: ["set the header in the server, or stop the proxy from replacing it"],
  seen: ["decolua/9router#3301", "sigoden/aichat#651"],
  passes: [{response: {events: [{data: "{}"}], headers: [{name: "content-type", value: "text/event-stream; charset=utf-8"}]}}],
  fails: [{response: {events: [{data: "{}"}], headers: [{name: "Content-Type", value: "application/json"}]}},
    {response: {events: [{data: "{}"}], headers: []}}]
};

include "lib/transcript";

def applies: streamed;
def check: header("content-type") as $type
  | expect($type // "" | ascii_downcase | test("^text/event-stream *(;|$)");
      finding("the Content-Type is \($type // "absent")"; "the header Content-Type"; $type // ""));
