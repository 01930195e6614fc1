module {
  requirement: "A stream that contains comments has no `id:` fields.",
  reference:
    "https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation",
  clause: "No specification requires this, but the clients in `breaks` depend on it.",
  level: "may",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "openai-python", version: "up to 2.37",
     does: "takes the blank line after a comment for an event, if it has seen an id before",
     says: "JSONDecodeError", measured: false}],
  remedy: ["no-ids-beside-comments"],
  seen: ["theopenco/llmgateway#2334", "openai/openai-python#2722"],
  passes: [
    {response: {
      events: [{number: 1, id: null, data: "{}"}], comments: [{offset: 0, text: "ping"}]}},
    {response: {events: [{number: 1, id: "1", data: "{}"}], comments: []}}],
  fails: [
    {response: {
      events: [{number: 1, offset: 8, id: "1", data: "{}"}],
      comments: [{offset: 0, text: "ping"}]}}]
};

include "lib/transcript";

def applies: when(streamed, unless(.response.events == []; "the stream is empty"));

def check: [event_shapes | select(.id != null)][0] as $event
  | .response.comments[0] as $comment
  | expect($event == null or $comment == null;
      finding("the stream contains both comments and ids, such as \($event.id | shown)";
        $event | place;
        ":\($comment.text | tostring | .[:60])"));
