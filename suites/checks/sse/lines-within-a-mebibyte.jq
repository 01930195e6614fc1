module {
  requirement: "No line of a stream is longer than 1,048,576 bytes.",
  reference:
    "https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream",
  clause: "No specification limits a line, but 1 MiB is the largest common buffer in clients.",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "clients with a line buffer of 1 MiB end the stream, with or without an error",
     measured: false}],
  remedy: ["shorter-lines"],
  seen: ["ansible/ansible-ai-connect-service#2000", "SamSaffron/term-llm#298"],
  passes: [{response: {events: [], longest_line: 1048576}}],
  fails: [
    {response: {
      events: [{number: 1, data: "{}"}, {number: 2, data: "{\"a\": \"bbb\"}"}],
      longest_line: 1048577}}]
};

include "lib/transcript";
include "lib/lines";

def applies: measured;

def check: within(1048576; "the largest common line buffer");
