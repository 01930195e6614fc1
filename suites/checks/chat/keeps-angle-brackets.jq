module {
  requirement: "Text that might be the beginning of a tag is sent like any other: no `<` is lost, and no end.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "must",
  concerns: "protocol",
  expects: "says",
  breaks: [{does: "code in answers is wrong without an error: `<div>` reads `div>`, generics lose their bracket", measured: false}],
  remedy: ["release-withheld-text"],
  seen: ["NVIDIA/TensorRT-LLM#17572"],
  passes: [{case: {expect: {says: "a < b <tool"}}, response: {assembled: {choices: [{index: 0, content: "“a < b <tool”", finish_reason: "stop"}]}}},
    {case: {expect: {says: "a < b <tool"}}, response: {assembled: {choices: [{index: 0, content: "a > b", finish_reason: "stop"}]}}}],
  fails: [{case: {expect: {says: "Use <div>, a < b"}}, response: {assembled: {choices: [{index: 0, content: "Use div>, a < b", finish_reason: "stop"}]}}},
    {case: {expect: {says: "it begins with <tool"}}, response: {assembled: {choices: [{index: 0, content: "it begins with", finish_reason: "stop"}]}}}]
};

include "lib/transcript";
include "lib/recoding";
include "lib/withheld";

def applies: when(answered, if .case.expect.says | contains("<") then true else "no `<` is due" end,
  if [choices[] | select((.content | named) and .finish_reason == "stop")] == [] then "no choice ends a text with stop" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if .case.expect.says as $says | any(choices[].content | strings; alteration($says) != null) then "the text was recoded, which is judged as that" else true end);
def check: [withheld_texts] | expect(. == []; .[] | finding("the text is not what the model was to repeat: \(.lacks)"; "choice \(.index)"; .content | excerpt));
