module {
  requirement: "Words before a call are sent whole.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  expects: "before",
  breaks: [{does: "the plan that the agent shows ends in the middle of a word, and so does the history that is sent back to the model", measured: false}],
  remedy: ["send-words-before-calls"],
  seen: ["sgl-project/sglang#34214", "sgl-project/sglang#31786", "sgl-project/sglang#34458"],
  passes: [{case: {expect: {before: "I will look it up now."}}, response: {assembled: {choices: [{index: 0, content: "Sure. I will look it up now.\n\n", tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}}, response: {assembled: {choices: [{index: 0, content: "Let me see.", tool_calls: [{}]}]}}}],
  fails: [{case: {expect: {before: "I will look it up now."}}, response: {assembled: {choices: [{index: 0, content: "I will look it ", tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}}, response: {assembled: {choices: [{index: 0, content: "Sure.\nI will look it up n", tool_calls: [{}]}]}}},
    {case: {expect: {before: "I will look it up now."}}, response: {assembled: {choices: [{index: 0, content: "l look it up now.", tool_calls: [{}]}]}}}]
};

include "lib/transcript";
include "lib/withheld";

# A model may say something else, or nothing: only a part of the sentence shows that some of it was lost.
def applies: when(answered, called, if [choices[] | select((.tool_calls // []) != [] and (.content | trimmed != ""))] == [] then "no words come before the call" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
def check: [broken_preambles] | expect(. == []; .[] | finding("what is said before the call \(.lacks)"; "choice \(.index)"; .content | excerpt));
