module {
  requirement: "The beginning of a long prompt is not silently truncated.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  clause: "Create chat completion: `messages`, \"comprising the conversation so far\"",
  level: "should",
  impact: "corruption",
  concerns: "model",
  over: "case",
  expects: "needle",
  breaks: [
    {
      program: "smolagents", version: "1.26.0",
      does: "ends with a wrong answer and without an error if its instructions are lost",
      shown: ["smolagents/code:multiturn.system-dropped"]
    },
    {does: "an agent behaves as if it had no instructions", measured: false}
  ],
  remedy: ["raise-context", "no-silent-truncation", "stronger-model"],
  seen: ["ollama/ollama#3839", "ollama/ollama#10980", "earendil-works/pi#133"],
  passes: [
    {
      case: {expect: [{needle: "tamarind"}]},
      transcripts: [
        {step: 1, response: {assembled: {choices: [{content: "tamarind"}]}}},
        {step: 2, response: {assembled: {choices: [{content: "Tamarind."}]}}}
      ]
    }
  ],
  fails: [
    {
      case: {expect: [{needle: "tamarind"}]},
      transcripts: [
        {step: 1, response: {assembled: {choices: [{content: "tamarind"}]}}},
        {step: 2, response: {assembled: {choices: [{content: "There is no word."}]}}}
      ]
    }
  ]
};

include "lib/transcript";

def answer($step):
  [ .transcripts[]
    | select(.step == $step and answered == true and (cut_off | not))
    | choices[0].content | strings | select(. != "") ][0];
def needle: [.case.expect[] | .needle | strings][0];
def prompt_tokens($step):
  [ .transcripts[] | select(.step == $step)
    | .response.assembled.usage | objects | .prompt_tokens | numbers ][0];

def applies:
  needle as $needle
  | when(
      unless(answer(1) == null or answer(2) == null; "there are not two answers with text"),
      unless((prompt_tokens(2) // 1) < 1.5 * (prompt_tokens(1) // 0);
        "not evaluated: see usage/prompt-is-whole"),
      only_if(answer(1) | test($needle; "i");
        "the model does not find the word in the shorter prompt either"));

def check:
  needle as $needle
  | answer(2)
  | expect(test($needle; "i");
      finding("the answer to the longer prompt does not contain `\($needle)`";
        "choice 0"; excerpt));
