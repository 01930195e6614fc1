module {
  requirement: "The data of every event is one JSON object, or `[DONE]`.",
  reference: "https://platform.openai.com/docs/api-reference/chat-streaming/streaming",
  clause: "Chat Completions, the chat completion chunk object; RFC 8259",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode 1.18.33 and Kilo 7.7.7",
     does: "repeat the request endlessly (after 2, 4, 8, … seconds) if an error is plain text",
     shown: [
       "opencode-serve/all:sse.non-json-error-data", "kilo-serve/all:sse.non-json-error-data"]},
    {program: "OpenCode", version: "1.18.33",
     does: "ends the turn with an error on `[done]`, which none of 39 measured clients reads",
     says: "JSON parsing failed: Text: [done].",
     shown: ["opencode-serve/all:sse.done-lowercase"]},
    {program: "openai-python", version: "3.57.0",
     does: "raises an error",
     says: "Expecting value: line 1 column 1 (char 0)",
     shown: ["openai-python/stream:sse.non-json-error-data"]},
    {program: "openai-node", version: "7.59.0",
     does: "throws an error",
     says: "Error reading response: malformed server-sent event JSON.",
     shown: ["openai-node/stream:sse.non-json-error-data"]}],
  remedy: ["errors-as-objects", "keep-events-whole"],
  seen: [
    "EricLBuehler/mistral.rs#1874", "anomalyco/opencode#50871", "justlovemaki/AIClient2API#695"],
  passes: [
    {response: {events: [
      {number: 1, data: "{}", json: {}, json_defects: []},
      {number: 2, data: "[DONE]"}]}},
    {response: {events: [
      {number: 1, data: "{\"a\":\"\\ud83d\"}", json: {a: "\ufffd"},
       json_defects: [{kind: "lone-surrogate", offset: 6, saw: "\\ud83d"}]}]}}],
  fails: [
    {response: {events: [
      {number: 1, offset: 0, data: "ping", json: null,
       json_defects: [{kind: "unexpected-character", offset: 0, saw: "p"}]}]}},
    {response: {events: [
      {number: 1, offset: 0, data: "{\"a\":1", json: null,
       json_defects: [{kind: "unexpected-end", offset: 6, saw: ""}]}]}},
    {response: {events: [
      {number: 1, offset: 0, data: "[DONE] ", json: null,
       json_defects: [{kind: "unexpected-character", offset: 1, saw: "D"}]}]}},
    {response: {events: [
      {number: 1, offset: 0, data: "data: {}", json: null,
       json_defects: [{kind: "not-json", offset: 0, saw: "d"}]}]}},
    {response: {events: [{number: 1, offset: 0, data: "3", json: 3, json_defects: []}]}}]
};

include "lib/transcript";

# Violations of the JSON grammar. Other checks of JSON judge what the grammar allows.
def faults: [.json_defects[]?
  | select(.kind
    | . != "duplicate-key" and . != "number-precision" and . != "invalid-utf-8"
      and . != "lone-surrogate" and . != "number-range")];

# An event that the end of the stream cuts off belongs to sse/last-event-is-complete.
def is_complete: .ending != "end-of-stream";
def is_right: .data == "[DONE]" or ((.json | type) == "object" and faults == []);

def applies: when(
  streamed,
  unless([event_shapes | select(is_complete)] == []; "the stream contains no complete event"));

def message:
  if .data | test("\\Adata:") then "its data begins with the field name `data:` again"
  elif faults == [] then "its data is a JSON \(.json | type), not an object"
  else "its data is not JSON: \(faults[0] | defect_text)" end;

def remedies:
  if .data | trimmed | ascii_downcase == "[done]" then ["spell-done", "ask-the-engine-directly"]
  elif .data | test("\\Adata:") then ["one-writer-of-events", "ask-the-engine-directly"]
  else null end;

def check: every(
  if all(event_shapes | select(is_complete); is_right) then event_shapes
  else .response.events[] end
  | select(is_complete);
  is_right;
  finding(message; place; .data | excerpt; remedies));
