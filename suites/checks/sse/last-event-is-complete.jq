module {
  requirement: "The last event ends with a blank line.",
  reference: "https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
  level: "must",
  concerns: "protocol",
  breaks: ["clients that follow the standard discard the event: [DONE], or the last piece of an answer, is lost"],
  remedy: ["end every event with two line feeds, the last one too"],
  passes: [{response: {events: [{number: 1, ending: "blank-line", data: "[DONE]"}]}}],
  fails: [{response: {events: [{number: 1, ending: "blank-line", data: "{}"}, {number: 2, offset: 20, ending: "end-of-stream", data: "[DONE]"}]}}]
};

include "lib/transcript";

def applies: when(complete, streamed, if .response.events == [] then "the stream is empty" else true end);
def check: last_event | expect(.ending == "blank-line";
  finding("the stream ends inside it"; "event \(.number), byte \(.offset)"; .data | excerpt));
