module {
  requirement: "Simultaneous responses have different ids.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-id",
  clause: "The chat completion object: `id`, \"A unique identifier for the chat completion\"",
  level: "should",
  impact: "cosmetic",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: [{does: "logs, traces and caches that use the id mix responses up", measured: false}],
  remedy: ["own-id-per-answer", "cache-key"],
  seen: ["vllm-project/vllm#9910"],
  passes: [
    {transcripts: [
      {response: {assembled: {id: "a", choices: [{}]}}},
      {response: {assembled: {id: "b", choices: [{}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {response: {assembled: {id: "a", choices: [{}]}}},
      {response: {assembled: {id: "a", choices: [{}]}}}
    ]}
  ]
};

include "lib/transcript";

def ids: [.transcripts[] | select(answered == true) | .response.assembled.id | select(named)];

def applies: unless(ids | length < 2; "fewer than two responses have an id");

def check:
  ids
  | group_by(.)
  | map(select(length > 1))
  | expect(. == []; .[] | finding("\(length) responses have the same id"; "id"; .[0]));
