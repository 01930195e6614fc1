module {
  requirement: "What a long prompt begins with is known at its end.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "should",
  concerns: "model",
  over: "case",
  expects: "needle",
  breaks: [
    {program: "smolagents", version: "1.26.0", does: "ends with a wrong answer and no error where its instructions are lost", shown: ["smolagents/code:multiturn.system-dropped"]},
    {does: "an agent behaves as if it had no instructions", measured: false}
  ],
  remedy: ["raise-context", "no-silent-truncation", "stronger-model"],
  seen: ["ollama/ollama#3839", "ollama/ollama#10980", "earendil-works/pi#133"],
  passes: [{case: {expect: [{needle: "tamarind"}]}, transcripts: [{step: 1, response: {assembled: {choices: [{content: "tamarind"}]}}}, {step: 2, response: {assembled: {choices: [{content: "Tamarind."}]}}}]}],
  fails: [{case: {expect: [{needle: "tamarind"}]}, transcripts: [{step: 1, response: {assembled: {choices: [{content: "tamarind"}]}}}, {step: 2, response: {assembled: {choices: [{content: "There is no word."}]}}}]}]
};

include "lib/transcript";

def said($step): [.transcripts[] | select(.step == $step and answered == true and (cut_off | not)) | choices[0].content | strings | select(. != "")][0];
def needle: [.case.expect[] | .needle | strings][0];
def counted($step): [.transcripts[] | select(.step == $step) | .response.assembled.usage | objects | .prompt_tokens | numbers][0];
def applies: needle as $needle
  | when(if said(1) == null or said(2) == null then "there are not two answers in words" else true end,
      if (counted(2) // 1) < 1.5 * (counted(1) // 0) then "the prompt was cut, or lost, as its count shows, which is judged" else true end,
      if said(1) | test($needle; "i") then true else "the model does not find it in the shorter prompt either" end);
def check: needle as $needle | said(2)
  | expect(test($needle; "i"); finding("the answer to the longer prompt does not know `\($needle)`"; "choice 0"; excerpt));
