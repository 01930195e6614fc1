module {
  requirement: "A chat is answered by a stream of events when the request has `stream: true`, and only then.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["the AI SDK sees no event at all: OpenCode shows an empty turn and stops"],
  remedy: ["let the gateway pass `stream` on as it was sent, and not collect or split the answer", "ask the engine directly, to see which of the two it is"],
  seen: ["ollama/ollama#5796", "tinyhumansai/tinyagents#56"],
  passes: [{request: {body: {messages: []}}, kind: "chat", response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}}, response: {events: [{number: 1, data: "{}"}]}}],
  fails: [{request: {body: {stream: false}}, kind: "chat", response: {events: [{number: 1, data: "{}"}]}},
    {kind: "chat", request: {body: {stream: true}}, response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}}, response: {events: []}}]
};

include "lib/transcript";

def applies: when(if .kind == "chat" then true else "this is not a chat answer" end, complete, succeeded, legible,
  if .response.json | type == "object" and .error != null then "the answer is an error" else true end);
def check:
  if asked.stream == true then
    expect(.response.events // [] | . != [];
      finding("the answer holds no event"; "the body"; .response.text // "" | .[:100] | excerpt;
        if .response.json.choices? then ["the answer came as one document: the server, or a gateway before it, ignores `stream: true`; turn streaming on for this model, or update"]
        else null end))
  else
    expect(.response.events == null;
      finding("the answer is a stream, which was not asked for"; "event 1"; .response.events[0].data | excerpt;
        ["the server, or a gateway before it, streams whatever was asked: turn that off"]) + {breaks: ["clients that ask for no stream read one JSON document: `Unexpected token 'd', \"data: {\"`"]})
  end;
