module {
  requirement: "A chat answer is an event stream if the request has `stream: true`, and only then.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  clause: "Create chat completion: `stream`, \"streamed to the client as it is generated\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode",
     does: "repeats the request endlessly if one document arrives instead of a stream",
     measured: false},
    {does: "async-openai, go-openai and langchain4j end with an empty answer and no error",
     measured: false}],
  remedy: ["pass-stream-on", "ask-the-engine-directly"],
  seen: ["ollama/ollama#5796", "tinyhumansai/tinyagents#56"],
  passes: [
    {request: {body: {messages: []}}, kind: "chat", response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}},
     response: {events: [{number: 1, data: "{}"}]}}],
  fails: [
    {request: {body: {stream: false}}, kind: "chat",
     response: {events: [{number: 1, data: "{}"}]}},
    {kind: "chat", request: {body: {stream: true}}, response: {json: {choices: []}}},
    {kind: "chat", request: {body: {stream: true}},
     response: {
       headers: [{name: "Content-Type", value: "application/x-ndjson"}],
       text: "{\"done\":false}\n{\"done\":true}\n"}},
    {kind: "chat", request: {body: {stream: true}}, response: {events: []}}]
};

include "lib/transcript";
include "lib/lines";

def applies: when(
  only_if(.kind == "chat"; "this is not a chat answer"),
  complete,
  succeeded,
  legible,
  unless(.response.json | type == "object" and .error != null; "the answer is an error"),
  unless(.response.events == null and any(.response.json_defects[]?; .kind == "empty");
    "the body is empty"));

# A stream was requested.
def check_stream:
  expect(.response.events // [] | . != [];
    finding(
      if lines_of_json then "the answer is lines of JSON, not events"
      else "the answer contains no event" end;
      "the body";
      .response.text // "" | .[:100] | excerpt;
      if lines_of_json then ["events-not-lines", "ask-the-engine-directly"]
      elif .response.json.choices? then
        ["turn-streaming-on", "pass-stream-on", "ask-the-engine-directly"]
      else null end));

# No stream was requested.
def check_document:
  expect(.response.events == null;
    finding("the answer is a stream, which was not requested";
      {event: 1};
      .response.events[0].data | excerpt;
      ["stream-only-when-asked", "ask-the-engine-directly"])
    + {breaks: [
        {does: "clients that read one JSON document stop: `Unexpected token 'd', \"data: {\"`",
         measured: false}]});

def check: if asked.stream == true then check_stream else check_document end;
