module {
  requirement: "A chat is answered by a stream of events when the request has `stream: true`, and only then.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", does: "repeats the request without end where one document comes in place of a stream", measured: false},
    {does: "async-openai, go-openai and langchain4j end with an empty answer and no error", measured: false}],
  remedy: ["pass-stream-on", "ask-the-engine-directly"],
  seen: ["ollama/ollama#5796", "tinyhumansai/tinyagents#56"],
  passes: [{request: {body: {messages: []}}, kind: "chat", response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}}, response: {events: [{number: 1, data: "{}"}]}}],
  fails: [{request: {body: {stream: false}}, kind: "chat", response: {events: [{number: 1, data: "{}"}]}},
    {kind: "chat", request: {body: {stream: true}}, response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}}, response: {headers: [{name: "Content-Type", value: "application/x-ndjson"}], text: "{\"done\":false}\n{\"done\":true}\n"}},
    {kind: "chat", request: {body: {stream: true}}, response: {events: []}}]
};

include "lib/transcript";
include "lib/lines";

def applies: when(if .kind == "chat" then true else "this is not a chat answer" end, complete, succeeded, legible,
  if .response.json | type == "object" and .error != null then "the answer is an error" else true end,
  if .response.events == null and any(.response.json_defects[]?; .kind == "empty") then "the body is empty, which is judged as JSON" else true end);
def check:
  if asked.stream == true then
    expect(.response.events // [] | . != [];
      finding(if lines_of_json then "the answer is lines of JSON, not events" else "the answer holds no event" end; "the body"; .response.text // "" | .[:100] | excerpt;
        if lines_of_json then ["events-not-lines", "ask-the-engine-directly"]
        elif .response.json.choices? then ["turn-streaming-on", "pass-stream-on", "ask-the-engine-directly"]
        else null end))
  else
    expect(.response.events == null;
      finding("the answer is a stream, which was not asked for"; "event 1"; .response.events[0].data | excerpt;
        ["stream-only-when-asked", "ask-the-engine-directly"])
      + {breaks: [{does: "clients that ask for no stream read one JSON document, and stop: `Unexpected token 'd', \"data: {\"`", measured: false}]})
  end;
