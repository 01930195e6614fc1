module {
  requirement:
    "A chat response has at least one choice, and every choice has a message or a delta.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: `choices[].message`; the chunk object: `choices[].delta`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["sse/events-are-json", "sse/last-event-is-complete", "json/well-formed"],
  breaks: [
    {program: "23 of 23 clients",
      does: "fail, or end with an empty answer, if a choice has no message",
      shown: [
        "openai-python/plain:chat.text-instead-of-message",
        "openai-node/plain:chat.text-instead-of-message",
        "aisdk-3-latest/generate:chat.text-instead-of-message",
        "langchain/invoke:chat.text-instead-of-message"
      ]},
    {program: "openai-node", version: "7.59.0", does: "code that reads `choices[0].message` fails",
      says: "Cannot read properties of undefined",
      shown: ["openai-node/plain:chat.text-instead-of-message"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41", does: "rejects the response",
      says: "Invalid JSON response", shown: ["aisdk-2.0.41/generate:chat.text-instead-of-message"]}
  ],
  remedy: ["error-behind-empty-choices", "read-the-server-log"],
  seen: ["vllm-project/vllm#27572"],
  passes: [{response: {assembled: {choices: [{index: 0, message: true}]}}}],
  fails: [
    {kind: "chat", response: {status: 200, json: [], json_defects: []}},
    {kind: "chat", response: {status: 200, events: [{number: 1, data: "[DONE]", json: null}]}},
    {response: {assembled: {choices: []}}},
    {response: {assembled: {choices: [{index: 0, message: false}]}}},
    {response: {json: {choices: [{text: "Hello."}]},
      assembled: {choices: [{index: 0, message: false}]}}},
    {response: {events: [{number: 1, data: "{}",
        json: {choices: [{message: {content: "Hello."}}]}}],
      assembled: {choices: [{index: 0, message: false}]}}}
  ]
};

include "lib/transcript";

def is_chat:
  if .response.assembled then true
  elif .kind != "chat" then "this is not a chat answer"
  elif .request.method == "OPTIONS" then "this is the answer to a CORS preflight"
  elif .response.events == [] then "the stream is empty"
  else true end;

def choices_of: .choices | arrays | .[] | objects;

def legacy_text:
  { what: "its text in `text`, as in the legacy completions API",
    saw: .text,
    remedy: ["write-message-not-text"] };

# The first place where the message is instead, if there is one.
def elsewhere:
  if .response.events then
    [ chunks | .json | choices_of
      | select(.message | objects)
      | { what: "`message` instead of `delta` in a chunk",
          saw: .message,
          remedy: ["write-delta-in-chunks"] } ]
    + [ chunks | .json | choices_of
        | select(.text | type == "string" and . != "")
        | legacy_text ]
  else
    [.response.json | objects | choices_of | select(has("text")) | legacy_text]
    + [ .response.json | objects | choices_of
        | select(.delta | objects)
        | { what: "`delta` instead of `message` in a response that is not streamed",
            saw: .delta,
            remedy: ["write-message-not-text"] } ]
  end
  | .[0];

def applies: when(complete, succeeded, legible, is_chat, no_error);

def check:
  if choices == [] then
    finding("there is no choice"; "choices"; .response.json // last_event.data | excerpt)
  elif all(choices[]; .message) then true
  else
    elsewhere as $elsewhere
    | every(choices[]; .message;
        finding("choice \(.index) has "
            + (if $elsewhere == null then "neither `message` nor `delta`" else $elsewhere.what end);
          {choice: .index};
          $elsewhere.saw // "" | excerpt)
        + if $elsewhere then {remedy: $elsewhere.remedy} else {} end)
  end;
