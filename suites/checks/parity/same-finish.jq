module {
  requirement: "Streamed and non-streamed answers have the same finish reason.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "Chat Completions, the chat completion chunk object: `choices[].finish_reason`",
  level: "must",
  impact: "cosmetic",
  concerns: "protocol",
  over: "case",
  yields_to: [
    "finish/calls-mean-tool-calls", "finish/as-expected", "chat/finishes-once",
    "chat/known-finish-reason"
  ],
  breaks: [
    {does:
      "clients that rely on it may end a turn early in one mode; measured clients rely on calls",
      measured: false}
  ],
  remedy: ["same-end-in-both-modes", "ask-the-engine-directly"],
  seen: ["BerriAI/litellm#35663", "vllm-project/vllm#25054"],
  passes: [
    {transcripts: [
      {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
      {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
      {case: {streamed: false}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}},
      {case: {streamed: true}, response: {assembled: {choices: [{finish_reason: "stop"}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {streamed: false}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}},
      {case: {streamed: false}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}},
      {case: {streamed: false}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "stop", tool_calls: [{}]}]}}},
      {case: {streamed: true}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}},
      {case: {streamed: true}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}},
      {case: {streamed: true}, request: {body: {tool_choice: {}}},
        response: {assembled: {choices: [{finish_reason: "tool_calls", tool_calls: [{}]}]}}}]}
  ]
};

include "lib/transcript";
include "lib/parity";

def applies: when(comparable,
  unless([.transcripts[] | [calls[].name] == []] | unique | length > 1;
    "not every answer contains a call"));

def check: agree([choices[].finish_reason]; "the finish reason");
