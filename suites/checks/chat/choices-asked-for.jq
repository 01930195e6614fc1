module {
  requirement: "A request for several choices (`n`) gets all of them, each with its own `index`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-n",
  clause: "Create chat completion: `n`, \"How many chat completion choices to generate\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  expects: "choices",
  breaks: [
    {does: "a client that votes among the answers gets only one, or the text of two mixed into one",
      measured: false}
  ],
  remedy: ["refuse-several-choices", "index-every-choice"],
  passes: [
    {case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 1}, {index: 0}]}}}
  ],
  fails: [
    {case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}]}}},
    {case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}, {index: 2}]}}}
  ]
};

include "lib/transcript";

def applies: when(
  answered,
  no_error,
  has_choices,
  unless(any(choices[]; has("finish_reason") and .finish_reason == null);
    "a choice has no finish reason"));

def check:
  .case.expect.choices as $want
  | [choices[].index]
  | sort
  | expect(. == [range($want)];
      finding("\($want) choices were requested, and the response has the indexes "
          + (map(tostring) | join(", "));
        "choices"; shown));
