module {
  requirement: "The last event ends with a blank line.",
  reference: "https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33", does: "sends the same request again without end where the last event is cut inside its JSON: 28 times in a minute, 162 times in its native runtime",
     shown: ["opencode-serve/all:sse.last-event-cut", "opencode-native-serve/all:sse.last-event-cut"]},
    {program: "AI SDK 2.0.92 and 3.0.92, and Cline 3.0.65", does: "stop with an error where the last event is cut", says: "Response stream ended without a finish reason.",
     shown: ["aisdk-2-latest/stream:sse.last-event-cut", "aisdk-3-latest/stream:sse.last-event-cut", "cline:sse.last-event-cut"]},
    {does: "where only the blank line after `[DONE]` is missing, clients that follow the standard to the letter discard the event; none of 32 measured clients does", measured: false}],
  remedy: ["end-with-a-blank-line", "read-the-server-log"],
  passes: [{response: {events: [{number: 1, ending: "blank-line", data: "[DONE]"}]}}],
  fails: [{response: {events: [{number: 1, ending: "blank-line", data: "{}"}, {number: 2, offset: 20, ending: "end-of-stream", data: "[DONE]"}]}}]
};

include "lib/transcript";

def applies: when(complete, streamed, if .response.events == [] then "the stream is empty" else true end);
def check: last_event | expect(.ending == "blank-line";
  finding("the stream ends inside it"; "event \(.number), byte \(.offset)"; .data | excerpt));
