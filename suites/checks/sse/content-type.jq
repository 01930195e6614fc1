module {
  requirement: "An event stream has the Content-Type `text/event-stream`.",
  reference:
    "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream",
  clause: "WHATWG HTML, 9.2.5 Parsing an event stream: the MIME type is `text/event-stream`",
  level: "should",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {program: "Copilot CLI", version: "1.0.102",
     does: "retries five times, then stops; no other measured agent is affected",
     says: "non-streaming response body was not valid JSON",
     shown: ["copilot:sse.content-type-wrong"]},
    {program: "rig", version: "0.44.0",
     does: "rejects the stream",
     says: "Invalid content type was returned",
     shown: ["rig/stream:sse.content-type-wrong", "rig/stream:sse.content-type-missing"]},
    {program: "Spring AI", version: "1.1.2",
     does: "reads the stream as one document, and stops with an error",
     says: "Failed to json",
     shown: [
       "spring-ai/stream:sse.content-type-wrong", "spring-ai/stream:sse.content-type-missing"]}],
  remedy: ["set-the-content-type"],
  seen: ["decolua/9router#3301", "sigoden/aichat#651"],
  passes: [
    {response: {
      events: [{data: "{}"}],
      headers: [{name: "content-type", value: "text/event-stream; charset=utf-8"}]}}],
  fails: [
    {response: {
      events: [{data: "{}"}], headers: [{name: "Content-Type", value: "application/json"}]}},
    {response: {events: [{data: "{}"}], headers: []}}]
};

include "lib/transcript";

def applies: streamed;

def check: header("content-type") as $type
  | expect($type // "" | ascii_downcase | test("^text/event-stream *(;|$)");
      finding("the Content-Type is \($type // "absent")"; "the header Content-Type"; $type // ""));
