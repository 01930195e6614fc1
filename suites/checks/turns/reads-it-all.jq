module {
  requirement: "The same words reach the model whether they are one text, several parts, or several turns.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  level: "must",
  concerns: "protocol",
  over: "case",
  expects: "same_words",
  breaks: [{does: "are answered as if most of what they sent had not been said: instructions, files and earlier turns are gone, and no error tells", measured: false}],
  remedy: ["keep-the-history"],
  seen: ["Blaizzy/mlx-vlm#1137", "oobabooga/textgen#6528", "infiniflow/ragflow#18316"],
  passes: [{transcripts: [{step: 1, case: {expect: {same_words: "as one text"}}, response: {status: 200, assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 2, case: {expect: {same_words: "as three parts of a message"}}, response: {status: 200, assembled: {choices: [{content: "b"}], usage: {prompt_tokens: 297}}}}]},
    {transcripts: [{step: 1, case: {expect: {same_words: "as one text"}}, response: {status: 200, assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 3, case: {expect: {same_words: "over three turns"}}, response: {status: 200, assembled: {choices: [{content: "Quince, sorrel, walnut."}], usage: {prompt_tokens: 100}}}}]}],
  fails: [{transcripts: [{step: 1, case: {expect: {same_words: "as one text"}}, response: {status: 200, assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 2, case: {expect: {same_words: "as three parts of a message"}}, response: {status: 200, assembled: {choices: [{content: "Walnut."}], usage: {prompt_tokens: 100}}}}]},
    {transcripts: [{step: 1, case: {expect: {same_words: "as one text"}}, response: {status: 200, assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 3, case: {expect: {same_words: "over three turns"}}, response: {status: 200, assembled: {choices: [{content: "There is one word."}], usage: {prompt_tokens: 110}}}}]}]
};

include "lib/transcript";

def counted: [.transcripts[] | select(answered == true and .response.assembled.error == null)
  | {step, way: .case.expect.same_words, tokens: ([.response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0)][0]),
     said: ([choices[].content | strings] | join(" ")), letters: ([asked.messages[]? | .content | .. | strings] | join("") | utf8bytelength)}
  | select(.tokens != null)];
def whole: [.[] | select(.step == 1)][0];

# The names of all three words show that all was read, whatever was counted.
def knows: . as $text | all("quince", "sorrel", "walnut"; . as $word | $text | test($word; "i"));

def applies: counted as $all | when(
  if ($all | whole) == null or ($all | length) < 2 then "there are not two answers that count their prompts" else true end,
  if ($all | whole | .tokens * 12 < .letters) then "the one text is not counted in full either" else true end);
def check: counted as $all | ($all | whole) as $one
  | [$all[] | select(.step != 1 and .tokens < $one.tokens * 0.8 and (.said | knows | not))]
  | expect(. == []; .[] | finding("the same words count \($one.tokens) tokens as one text, and \(.tokens) \(.way)"; "step \(.step), usage.prompt_tokens"; .said | excerpt;
      if .step == 2 then ["read-every-part"] else ["keep-the-history"] end));
