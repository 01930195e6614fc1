module {
  requirement: "An answer is the answer to its own request.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: ["one user reads what another wrote; an agent runs the commands that were meant for another"],
  remedy: ["turn off speculative decoding and prefix caching, one after the other, to find which it is, and update the engine",
    "llama.cpp: -np 1 until then", "a gateway: look for a cache whose key leaves the messages out"],
  seen: ["ml-explore/mlx-lm#965", "ggml-org/llama.cpp#28286", "vllm-project/vllm#9910", "vllm-project/vllm#13408", "vllm-project/vllm#56009"],
  passes: [{transcripts: [{trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-1-end"}]}}},
    {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}}, response: {assembled: {choices: [{content: "I will not."}]}}}]}],
  fails: [{transcripts: [{trial: 1, request: {body: {messages: [{content: "say \"maple-0a-1-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}},
    {trial: 2, request: {body: {messages: [{content: "say \"maple-0a-2-end\""}]}}, response: {assembled: {choices: [{content: "maple-0a-2-end"}]}}}]}]
};

include "lib/transcript";

def words: [match("maple-[0-9a-f]+-[0-9]+-end"; "g").string] | unique;
def written: [asked.messages[]? | .content | strings] | join("\n") | words;
def answers: .transcripts[] | select(answered == true and choices != []);
def applies: if [answers] | length < 2 then "there are not two answers" else true end;
# A word that no request of this run held is the model's own slip.
def check: ([.transcripts[] | written] | add | unique) as $all
  | every(answers; written as $own
      | [choices[] | .content, .reasoning | strings] | join("\n") | words | map(. as $word | select(($all | index([$word])) != null and ($own | index([$word])) == null)) == [];
      written as $own | [choices[] | .content, .reasoning | strings] | join("\n")
      | finding("the answer to trial with \($own | join(", ")) holds the word of another request: \(words - $own | join(", "))"; "choice 0"; excerpt));
