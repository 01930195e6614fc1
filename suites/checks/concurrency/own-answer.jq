module {
  requirement: "An answer is the answer to its own request.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: [
    {does: "one user reads what another wrote; an agent runs the commands that were meant for another", measured: false},
    {program: "smolagents", version: "1.26.0", does: "runs the calls of an old answer again and again, up to its limit of steps", shown: ["smolagents/tools:chat.stale-cache"]}
  ],
  remedy: ["speculative-decoding", "cache-key"],
  seen: ["ml-explore/mlx-lm#965", "ggml-org/llama.cpp#28286", "vllm-project/vllm#9910", "vllm-project/vllm#13408", "vllm-project/vllm#56009"],
  passes: [{transcripts: [{trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-1-end"}]}}},
    {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}}, response: {assembled: {choices: [{content: "I will not."}]}}}]}],
  fails: [{transcripts: [{trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}},
    {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}}]},
    {transcripts: [{trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-1-end"}]}}},
    {trial: 2, request: {body: {messages: [{content: "note \"maple-0a-2-end\""}]}}, response: {assembled: {choices: [{content: null, tool_calls: [{arguments: "{\"text\": \"maple-0a-1-end\"}"}]}]}}}]}]
};

include "lib/transcript";

def words: [match("maple-[0-9a-f]+-[0-9]+-end"; "g").string] | unique;
def written: [asked.messages[]? | .content | strings] | join("\n") | words;
def said: [choices[] | .content, .reasoning, .tool_calls[]?.arguments | strings] | join("\n");
def answers: .transcripts[] | select(answered == true and choices != []);
def applies: if [answers] | length < 2 then "there are not two answers" else true end;
# A word that no request of this run held is the model's own slip.
def check: ([.transcripts[] | written] | add | unique) as $all
  | every(answers; written as $own
      | said | words | map(. as $word | select(($all | index([$word])) != null and ($own | index([$word])) == null)) == [];
      written as $own | said
      | finding("the answer to trial with \($own | join(", ")) holds the word of another request: \(words - $own | join(", "))"; "choice 0"; excerpt));
