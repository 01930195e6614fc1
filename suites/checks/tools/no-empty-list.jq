module {
  requirement: "An answer without calls has no `tool_calls` list, not even an empty one.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.tool_calls`",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  breaks: [
    {does: "may mislead clients that only test if the list exists; it affects none of 22 clients",
     measured: false}],
  remedy: ["omit-the-empty-list"],
  seen: ["vllm-project/vllm#44104", "microsoft/autogen#3120", "openclaw/openclaw#61534"],
  passes: [{response: {assembled: {},
    json: {choices: [{index: 0, message: {content: "Hi", tool_calls: null}}]}}}],
  fails: [{response: {assembled: {},
    json: {choices: [{index: 0, message: {content: "Hi", tool_calls: []}}]}}}]
};

include "lib/transcript";

def empties:
  .response.json
  | objects
  | .choices
  | arrays
  | to_entries[]
  | select(.value | objects | .message | objects | .tool_calls == []);

def applies: when(whole, answered);

def check: [empties]
  | expect(. == []; .[]
      | finding("choice \(.key) has an empty list of calls";
          {path: "choices[\(.key)].message.tool_calls"}; "[]"));
