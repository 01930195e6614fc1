module {
  requirement: "The last event of a stream ends with a blank line.",
  reference:
    "https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
  clause: "WHATWG HTML, 9.2.6: \"the incomplete event is not dispatched\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does:
       "repeats the request endlessly if the JSON is cut: 28 times a minute (native runtime: 162)",
     shown: [
       "opencode-serve/all:sse.last-event-cut", "opencode-native-serve/all:sse.last-event-cut"]},
    {program: "AI SDK 2.0.92 and 3.0.92, and Cline 3.0.65",
     does: "stop with an error if the last event is cut",
     says: "Response stream ended without a finish reason.",
     shown: [
       "aisdk-2-latest/stream:sse.last-event-cut", "aisdk-3-latest/stream:sse.last-event-cut",
       "cline:sse.last-event-cut"]},
    {does: "strict clients discard `[DONE]` without a blank line; none of 32 measured clients does",
     measured: false}],
  remedy: ["end-with-a-blank-line", "read-the-server-log"],
  passes: [{response: {events: [{number: 1, ending: "blank-line", data: "[DONE]"}]}}],
  fails: [
    {response: {events: [
      {number: 1, ending: "blank-line", data: "{}"},
      {number: 2, offset: 20, ending: "end-of-stream", data: "[DONE]"}]}}]
};

include "lib/transcript";

def applies: when(
  complete,
  streamed,
  unless(.response.events == []; "the stream is empty"));

def check: last_event
  | expect(.ending == "blank-line";
      finding("the stream ends inside its last event";
        place; .data | excerpt));
