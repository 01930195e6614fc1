module {
  requirement: "A chat answer has at least one choice, and each choice a message.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "23 of 23 clients", does: "fail, or end with an empty answer, where a choice has no message", shown: ["openai-python/plain:chat.text-instead-of-message", "openai-node/plain:chat.text-instead-of-message", "aisdk-3-latest/generate:chat.text-instead-of-message", "langchain/invoke:chat.text-instead-of-message"]},
    {program: "openai-node", version: "7.59.0", does: "code that reads `choices[0].message` fails", says: "Cannot read properties of undefined", shown: ["openai-node/plain:chat.text-instead-of-message"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41", does: "refuses the answer", says: "Invalid JSON response", shown: ["aisdk-2.0.41/generate:chat.text-instead-of-message"]}
  ],
  remedy: ["error-behind-empty-choices", "read-the-server-log"],
  seen: ["vllm-project/vllm#27572"],
  passes: [{response: {assembled: {choices: [{index: 0, message: true}]}}}],
  fails: [{kind: "chat", response: {status: 200, json: [], json_defects: []}},
    {kind: "chat", response: {status: 200, events: [{number: 1, data: "[DONE]", json: null}]}},
    {response: {assembled: {choices: []}}}, {response: {assembled: {choices: [{index: 0, message: false}]}}},
    {response: {json: {choices: [{text: "Hello."}]}, assembled: {choices: [{index: 0, message: false}]}}},
    {response: {events: [{number: 1, data: "{}", json: {choices: [{message: {content: "Hello."}}]}}], assembled: {choices: [{index: 0, message: false}]}}}]
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

# Where the words are instead, if they are anywhere.
def elsewhere: if .response.events then [chunks | .json.choices | arrays | .[] | objects | select(.message | objects) | {what: "`message` where a chunk has `delta`", saw: .message, remedy: ["write-delta-in-chunks"]}]
      + [chunks | .json.choices | arrays | .[] | objects | select(.text | type == "string" and . != "") | {what: "its words in `text`, as the old completions API has them", saw: .text, remedy: ["write-message-not-text"]}]
    else [.response.json | objects | .choices | arrays | .[] | objects | select(has("text")) | {what: "its words in `text`, as the old completions API has them", saw: .text, remedy: ["write-message-not-text"]}]
      + [.response.json | objects | .choices | arrays | .[] | objects | select(.delta | objects) | {what: "`delta` where a whole answer has `message`", saw: .delta, remedy: ["write-message-not-text"]}] end | .[0];

def applies: when(complete, succeeded, legible, readable, if .response.assembled.error then "the answer is an error" else true end);
def check:
  if choices == [] then finding("there is no choice"; "choices"; .response.json // last_event.data | excerpt)
  else elsewhere as $elsewhere | every(choices[]; .message;
      finding("choice \(.index) has " + (if $elsewhere == null then "neither `message` nor `delta`" else $elsewhere.what end); "choice \(.index)"; $elsewhere.saw // "" | excerpt)
      + if $elsewhere then {remedy: $elsewhere.remedy} else {} end) end;
