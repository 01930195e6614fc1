module {
  requirement: "Where several choices are asked for they come, each under an index of its own.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-n",
  level: "should",
  concerns: "protocol",
  expects: "choices",
  breaks: [{does: "a client that votes among the answers has only one, or the words of two mixed in one text", measured: false}],
  remedy: ["refuse-several-choices", "index-every-choice"],
  passes: [{case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 1}, {index: 0}]}}}],
  fails: [{case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}]}}},
    {case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}, {index: 2}]}}}]
};

include "lib/transcript";

def applies: when(answered, if .response.assembled.error then "the answer is an error" else true end,
  if choices == [] then "there is no choice" else true end,
  if any(choices[]; has("finish_reason") and .finish_reason == null) then "an answer breaks off" else true end);
def check: .case.expect.choices as $want | [choices[].index] | sort
  | expect(. == [range($want)]; finding("the indexes of the choices are \(map(tostring) | join(", ")), and \($want) choices were asked for"; "choices"; shown));
