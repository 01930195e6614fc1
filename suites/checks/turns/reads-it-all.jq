module {
  requirement:
    "A text reaches the model completely, as one string, as several parts or over several turns.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  clause: "Create chat completion: `messages[].content`, a string or an array of content parts",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "case",
  expects: "same_words",
  breaks: [
    {does: "the answer ignores most of the input (files, earlier turns), without an error",
     measured: false}],
  remedy: ["keep-the-history"],
  seen: ["Blaizzy/mlx-vlm#1137", "oobabooga/textgen#6528", "infiniflow/ragflow#18316"],
  passes: [
    {transcripts: [
      {step: 1, case: {expect: {same_words: "as one text"}},
        response: {status: 200,
          assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 2, case: {expect: {same_words: "as three parts of a message"}},
        response: {status: 200,
          assembled: {choices: [{content: "b"}], usage: {prompt_tokens: 297}}}}]},
    {transcripts: [
      {step: 1, case: {expect: {same_words: "as one text"}},
        response: {status: 200,
          assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 3, case: {expect: {same_words: "over three turns"}},
        response: {status: 200,
          assembled: {choices: [{content: "Quince, sorrel, walnut."}],
            usage: {prompt_tokens: 100}}}}]}],
  fails: [
    {transcripts: [
      {step: 1, case: {expect: {same_words: "as one text"}},
        response: {status: 200,
          assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 2, case: {expect: {same_words: "as three parts of a message"}},
        response: {status: 200,
          assembled: {choices: [{content: "Walnut."}], usage: {prompt_tokens: 100}}}}]},
    {transcripts: [
      {step: 1, case: {expect: {same_words: "as one text"}},
        response: {status: 200,
          assembled: {choices: [{content: "a"}], usage: {prompt_tokens: 300}}}},
      {step: 3, case: {expect: {same_words: "over three turns"}},
        response: {status: 200,
          assembled: {choices: [{content: "There is one word."}], usage: {prompt_tokens: 110}}}}]}]
};

include "lib/transcript";

def counted: [
  .transcripts[]
  | select(answered == true and .response.assembled.error == null)
  | {step, way: .case.expect.same_words,
      tokens: ([.response.assembled.usage | objects | .prompt_tokens | numbers
        | select(. > 0)][0]),
      said: ([choices[].content | strings] | join(" ")),
      letters: ([asked.messages[]? | .content | .. | strings] | join("") | utf8bytelength)}
  | select(.tokens != null)];
def single_text: [.[] | select(.step == 1)][0];

# An answer with all three words shows that the model read everything, even if usage counts less.
def knows: . as $text
  | all("quince", "sorrel", "walnut"; . as $word | $text | test($word; "i"));

def applies: counted as $all | when(
  unless(($all | single_text) == null or ($all | length) < 2;
    "fewer than two answers report prompt tokens"),
  unless($all | single_text | .tokens * 12 < .letters;
    "the single text is not counted completely either"));

def check:
  counted as $all
  | ($all | single_text) as $one
  | [$all[] | select(.step != 1 and .tokens < $one.tokens * 0.8 and (.said | knows | not))]
  | expect(. == []; .[]
      | finding("the same text has \($one.tokens) prompt tokens as one string, but only "
            + "\(.tokens) \(.way)";
          "step \(.step), usage.prompt_tokens"; .said | excerpt;
          if .step == 2 then ["read-every-part"] else ["keep-the-history"] end));
