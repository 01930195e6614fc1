module {
  requirement: "Text before a call is sent completely.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.content`",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  expects: "before",
  breaks: [
    {does:
       "the displayed plan ends in the middle of a word, and so does the history that is sent back",
     measured: false}],
  remedy: ["send-words-before-calls"],
  seen: ["sgl-project/sglang#34214", "sgl-project/sglang#31786", "sgl-project/sglang#34458"],
  passes: [
    {case: {expect: {before: "I will look it up now."}},
      response: {assembled: {choices: [{index: 0, content: "Sure. I will look it up now.\n\n",
        tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}},
      response: {assembled: {choices: [{index: 0, content: "Let me see.", tool_calls: [{}]}]}}}],
  fails: [
    {case: {expect: {before: "I will look it up now."}},
      response: {assembled: {choices: [{index: 0, content: "I will look it ", tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}},
      response: {assembled: {choices: [{index: 0, content: "Sure.\nI will look it up n",
        tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}},
      response: {assembled: {choices: [{index: 0, content: "l look it up now.",
        tool_calls: [{}]}]}}}]
};

include "lib/transcript";
include "lib/withheld";

# The model may write another text, or none. A part of the expected sentence shows that the rest was
# lost.
def applies: when(answered, called,
  unless([choices[] | select((.tool_calls // []) != [] and (.content | trimmed != ""))] == [];
    "no text comes before the call"),
  unless(cut_off; "the answer was cut off by its token limit"));

def check: [broken_preambles]
  | expect(. == []; .[]
      | finding("the text before the call \(.lacks)"; {choice: .index}; .content | excerpt));
