module {
  requirement: "The data of every event is one JSON object, or `[DONE]`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["the AI SDK turns the event into an error part and the turn counts as failed",
    "the OpenAI SDK throws JSONDecodeError",
    "OpenCode, on a keep-alive sent as data: `AI_JSONParseError: JSON parsing failed: Text: : keepalive`"],
  remedy: ["errors and keep-alives go into {\"error\": …} objects or comments (`: ping`), not into plain data",
    "a proxy that splits long lines must keep each event whole"],
  seen: ["EricLBuehler/mistral.rs#1874", "anomalyco/opencode#50871", "justlovemaki/AIClient2API#695"],
  passes: [{response: {events: [{number: 1, data: "{}", json: {}, json_defects: []}, {number: 2, data: "[DONE]"}]}},
    {response: {events: [{number: 1, data: "{\"a\":\"\\ud83d\"}", json: {a: "\ufffd"}, json_defects: [{kind: "lone-surrogate", offset: 6, saw: "\\ud83d"}]}]}}],
  fails: [{response: {events: [{number: 1, offset: 0, data: "ping", json: null, json_defects: [{kind: "unexpected-character", offset: 0, saw: "p"}]}]}},
    {response: {events: [{number: 1, offset: 0, data: "{\"a\":1", json: null, json_defects: [{kind: "unexpected-end", offset: 6, saw: ""}]}]}},
    {response: {events: [{number: 1, offset: 0, data: "[DONE] ", json: null, json_defects: [{kind: "unexpected-character", offset: 1, saw: "D"}]}]}},
    {response: {events: [{number: 1, offset: 0, data: "3", json: 3, json_defects: []}]}}]
};

include "lib/transcript";

# What the grammar allows is for the other checks of JSON.
def faults: [.json_defects[]? | select(.kind | . != "duplicate-key" and . != "number-precision" and . != "invalid-utf-8"
  and . != "lone-surrogate" and . != "number-range")];

# An event that the end of the stream cut off is for the check of the last event.
def whole_events: .response.events[]? | select(.ending != "end-of-stream");

def applies: when(streamed, if [whole_events] == [] then "the stream holds no whole event" else true end);
def check: every(whole_events;
  .data == "[DONE]" or ((.json | type) == "object" and faults == []);
  finding(
    if faults == [] then "its data is a JSON \(.json | type), not an object" else "its data is not JSON (\(faults[0].kind))" end;
    "event \(.number), byte \(.offset)" + (if faults == [] then "" else ", byte \(faults[0].offset) of its data" end);
    .data | excerpt));
