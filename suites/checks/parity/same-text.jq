module {
  requirement: "Streamed and non-streamed answers contain the same text.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "Chat Completions, the chat completion chunk object: `choices[].delta.content`",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  over: "case",
  expects: "same_text",
  yields_to: ["chat/repeats-the-text", "chat/no-broken-characters"],
  breaks: [
    {program: "31 of 31 clients, including OpenCode and Kilo",
      does: "show the words in the wrong order, without an error, if two chunks are swapped",
      shown: ["opencode-serve/all:sse.chunks-reordered",
        "opencode-native-serve/all:sse.chunks-reordered", "kilo-serve/all:sse.chunks-reordered",
        "openai-python/stream:sse.chunks-reordered"]},
    {does:
      "special tokens (`<|im_end|>`), or text that the model did not write, are in one mode only",
      measured: false}
  ],
  remedy: ["same-end-in-both-modes", "ask-the-engine-directly"],
  passes: [
    {case: {expect: [{same_text: true}]},
      transcripts: [
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Ho"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "\nHi"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi"}]}}}]}
  ],
  fails: [
    {case: {expect: [{same_text: true}]},
      transcripts: [
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: false}, response: {assembled: {choices: [{content: "Hi"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}},
        {case: {streamed: true}, response: {assembled: {choices: [{content: "Hi</s>"}]}}}]}
  ]
};

include "lib/transcript";
include "lib/parity";

def applies: when(comparable,
  unless(any(.transcripts[] | choices[]; .content | type != "string");
    "not every answer is a text"));

def check: agree([choices[].content | trimmed]; "the text");
