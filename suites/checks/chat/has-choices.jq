module {
  requirement: "A chat answer has at least one choice, and each choice a message.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["clients read choices[0] and crash: `Cannot read properties of undefined`"],
  remedy: ["look at the server's log: an empty list usually hides an error; an error belongs in a 4xx or 5xx answer"],
  seen: ["vllm-project/vllm#27572"],
  passes: [{response: {assembled: {choices: [{index: 0, message: true}]}}}],
  fails: [{kind: "chat", response: {status: 200, json: [], json_defects: []}},
    {kind: "chat", response: {status: 200, events: [{number: 1, data: "[DONE]", json: null}]}},
    {response: {assembled: {choices: []}}}, {response: {assembled: {choices: [{index: 0, message: false}]}}}]
};

include "lib/transcript";

# What cannot be read at all is for the checks of JSON and of events.
def readable:
  if .response.assembled then true
  elif .kind != "chat" then "this is not a chat answer"
  elif .response.events == [] then "the stream is empty"
  elif .response.events then
    if any(.response.events[]; .data != "[DONE]" and .json == null) then "its events are not JSON" else true end
  elif .response.json == null and (.response.json_defects // []) != [] then "the body is not JSON"
  else true end;

def applies: when(complete, succeeded, legible, readable, if .response.assembled.error then "the answer is an error" else true end);
def check:
  if choices == [] then finding("there is no choice"; "choices"; .response.json // last_event.data | excerpt)
  else every(choices[]; .message; finding("choice \(.index) has neither `message` nor `delta`"; "choice \(.index)"; "")) end;
