module {
  requirement: "A response answers its own request, even if several requests run at the same time.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  clause: "Create chat completion: \"Creates a model response for the given chat conversation\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: [
    {does: "one user reads the text of another; an agent runs commands that were meant for another",
      measured: false},
    {program: "smolagents", version: "1.26.0",
      does: "repeats the tool calls of an old answer up to its step limit",
      shown: ["smolagents/tools:chat.stale-cache"]}
  ],
  remedy: ["speculative-decoding", "cache-key"],
  seen: [
    "ml-explore/mlx-lm#965", "ggml-org/llama.cpp#28286", "vllm-project/vllm#9910",
    "vllm-project/vllm#13408", "vllm-project/vllm#56009"
  ],
  passes: [
    {transcripts: [
      {trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}},
        response: {assembled: {choices: [{content: "maple-0a-1-end"}]}}},
      {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}},
        response: {assembled: {choices: [{content: "I will not."}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}},
        response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}},
      {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}},
        response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}}
    ]},
    {transcripts: [
      {trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}},
        response: {assembled: {choices: [{content: "maple-0a-1-end"}]}}},
      {trial: 2, request: {body: {messages: [{content: "note \"maple-0a-2-end\""}]}},
        response: {assembled: {choices: [{content: null,
          tool_calls: [{arguments: "{\"text\": \"maple-0a-1-end\"}"}]}]}}}
    ]}
  ]
};

include "lib/transcript";

def words: [match("maple-[0-9a-f]+-[0-9]+-end"; "g").string] | unique;
def requested: [asked.messages[]? | .content | strings] | join("\n") | words;
def said: [choices[] | .content, .reasoning, .tool_calls[]?.arguments | strings] | join("\n");
def answers: .transcripts[] | select(answered == true and choices != []);

def applies: unless([answers] | length < 2; "there are fewer than two responses");

# A word that is in no request of this run is the model's own mistake.
def check:
  ([.transcripts[] | requested] | add | unique) as $all
  | every(answers;
      requested as $own
      | said
      | words
      | map(. as $word
          | select(($all | index([$word])) != null and ($own | index([$word])) == null))
        == [];
      requested as $own
      | said
      | finding("the response to the request with \($own | join(", ")) "
            + "contains the word of another request: \(words - $own | join(", "))";
          {choice: 0}; excerpt));
