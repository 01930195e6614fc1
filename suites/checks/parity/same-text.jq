module {
  requirement: "Whole answers and streams say the same words.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "same_text",
  breaks: [
    {program: "31 of 31 clients, OpenCode and Kilo among them", does: "show the words in the wrong order, without an error, where two chunks of a stream change places",
     shown: ["opencode-serve/all:sse.chunks-reordered", "opencode-native-serve/all:sse.chunks-reordered", "kilo-serve/all:sse.chunks-reordered", "openai-python/stream:sse.chunks-reordered"]},
    {does: "marks that should end an answer (`<|im_end|>`), or words that are not the model's, show in one of the modes only", measured: false}],
  remedy: ["same-end-in-both-modes", "ask-the-engine-directly"],
  passes: [{case: {expect: [{same_text: true}]}, transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{content: "Ho"}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{content: "\nHi"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi"}]}}}]}],
  fails: [{case: {expect: [{same_text: true}]}, transcripts: [
    {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}}, {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
    {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}}, {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}}]}]
};

include "lib/transcript";
include "lib/parity";

# Where the case names the text, an answer without it is judged by itself.
def said: [.case.expect[] | objects | .says | strings][0];
def applies: said as $said | when(comparable, if any(.transcripts[] | choices[]; .content | type != "string") then "not every answer is in words" else true end,
  if any(.transcripts[] | choices[].content; contains("\ufffd")) then "the text is damaged, which is judged" else true end,
  if $said and any(.transcripts[] | choices[].content; contains($said) | not) then "that the text is another is judged" else true end);
def check: agree([choices[].content | trimmed]; "the text");
