module {
  requirement: "The content of an answer is a text or null.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  breaks: ["the AI SDK rejects the answer: `Type validation failed`; OpenCode's turn ends", "others show [object Object]"],
  remedy: ["let the gateway join the parts of a text into one text"],
  passes: [{response: {assembled: {choices: [{index: 0, content: null}, {index: 1, content: ""}, {index: 2, content: "Hi"}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: [{type: "text", text: "Hi"}]}]}}},
    {response: {assembled: {choices: [{index: 0, content: 7}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end);
def check: every(choices[]; .content | type == "string" or . == null;
  finding("the content of choice \(.index) is of type \(.content | type)"; "choice \(.index)"; .content | excerpt));
