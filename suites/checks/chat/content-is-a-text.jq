module {
  requirement: "`content` of a message is a string or null.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: `choices[].message.content` is a string or null",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33", about: "list",
      does: "ends the turn", says: "Type validation failed",
      shown: ["opencode-serve/all:sse.content-array"]},
    {program: "AI SDK (openai-compatible)", version: "2.0.41", about: "list",
      does: "rejects the response (2.0.92 and 3.0.92 accept a list of parts)",
      says: "Invalid JSON response",
      shown: ["aisdk-2.0.41/generate:chat.content-array"]},
    {program: "openai-python", version: "3.57.0", about: "list",
      does: "code that joins the parts of a stream fails",
      says: "can only concatenate str (not \"list\") to str",
      shown: ["openai-python/stream:sse.content-array"]},
    {program: "openai-node 7.59.0 and pi 0.73.1", about: "list",
      does: "show `[object Object]` instead of the text",
      shown: ["openai-node/stream:sse.content-array", "pi:sse.content-array"]},
    {does: "typed clients reject the response", about: "another type", measured: false}
  ],
  remedy: ["join-text-parts"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, content: null},
      {index: 1, content: ""},
      {index: 2, content: "Hi"}
    ]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, content: [{type: "text", text: "Hi"}]}]}}},
    {response: {assembled: {choices: [{index: 0, content: 7}]}}}
  ]
};

include "lib/transcript";

def applies: when(answered, has_choices);

def check: every(choices[]; .content | type == "string" or . == null;
  finding("the content of choice \(.index) is of type \(.content | type)";
    {choice: .index}; .content | excerpt)
  + ( if .content | type == "array" then {about: "list"}
      else {about: "another type", remedy: ["write-the-types-of-the-api"]} end ));
