module {
  requirement: "Where several choices are asked for they come, each under an index of its own.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-n",
  level: "should",
  concerns: "protocol",
  expects: "choices",
  breaks: ["two answers in one text: the words of both, mixed", "clients that vote among answers have one"],
  remedy: ["refuse `n` above 1 with 400 where it is not supported, as llama.cpp does", "in streams, give every chunk the index of its choice"],
  passes: [{case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 1}, {index: 0}]}}}],
  fails: [{case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}]}}},
    {case: {expect: {choices: 2}}, response: {assembled: {choices: [{index: 0}, {index: 2}]}}}]
};

include "lib/transcript";

def applies: when(answered, if .response.assembled.error then "the answer is an error" else true end,
  if choices == [] then "there is no choice" else true end,
  if any(choices[]; .finish_reason == null and (.finish_reasons? // []) == [] and has("finish_reasons")) then "an answer breaks off" else true end);
def check: .case.expect.choices as $want | [choices[].index] | sort
  | expect(. == [range($want)]; finding("the indexes of the choices are \(map(tostring) | join(", ")), and \($want) choices were asked for"; "choices"; shown));
