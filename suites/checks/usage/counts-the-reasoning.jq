module {
  requirement: "`completion_tokens` counts the reasoning too.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "show and bill less than was used, and keep too little room for the thoughts of the next answer", measured: false}],
  remedy: ["count-the-reasoning", "count-in-the-engine"],
  seen: [],
  passes: [{transcripts: [{response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 12}}}}]}],
  fails: [{transcripts: [
      {case: {id: "a"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "b"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "c"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "d"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "e"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "f"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "g"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}},
      {case: {id: "h"}, response: {assembled: {choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}], usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}}}}]}]
};

include "lib/transcript";

def words(texts): [texts | strings | scan("\\S+")] | length;
# Whole answers with thoughts and a count that tells no part of them: some servers count thoughts in a field of their own.
def judged: [.transcripts[] | select(answered == true and .response.assembled.streamed != true and (choices | length) == 1 and (choices[0].reasoning | trimmed) != "")
  | .response.assembled.usage as $usage | select($usage | type == "object") | select(($usage.completion_tokens | type) == "number" and ([$usage | .. | objects | .reasoning_tokens? | numbers] == []))
  | select(($usage.total_tokens // null) == null or $usage.total_tokens == ($usage.prompt_tokens // 0) + $usage.completion_tokens)
  | {tokens: $usage.completion_tokens, thought: words(choices[0].reasoning), said: words(choices[0] | .content, (.tool_calls // [] | .[] | .arguments)), at: .case.id?}];

def applies: if judged == [] then "no whole answer has thoughts and a count that leaves open where they are counted" else true end;
# A word is a token at least, but for rare tokenizers; so a count that holds what was said, and has no room for what was
# thought, in half of the answers and eight of them, leaves the thoughts out.
def check: judged as $all | [$all[] | select(.tokens < .thought + .said)] as $less | [$all[] | select(.tokens * 1.2 + 1 >= .said)] as $sane
  | expect(($less | length) < 8 or ($less | length) * 2 < ($all | length) or ($sane | length) * 10 < ($all | length) * 9;
      $less[0] | finding("`completion_tokens` is smaller than the number of words that were thought and said in \($less | length) of \($all | length) whole answers, and has room for what was said alone"; "\(.at), usage.completion_tokens"; "\(.tokens) tokens, \(.thought) words of reasoning, \(.said) other words"));
