module {
  requirement:
    "Text that looks like the beginning of a tag is returned complete: no `<` is missing.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "The chat completion object: `choices[].message.content`, \"The contents of the message\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "says",
  yields_to: ["chat/not-recoded"],
  breaks: [
    {does:
        "code in answers is wrong without an error: `<div>` is `div>`, generics lose their bracket",
      measured: false}
  ],
  remedy: ["release-withheld-text"],
  seen: ["NVIDIA/TensorRT-LLM#17572"],
  passes: [
    {case: {expect: {says: "a < b <tool"}},
      response: {assembled: {choices: [{index: 0, content: "“a < b <tool”",
        finish_reason: "stop"}]}}},
    {case: {expect: {says: "a < b <tool"}},
      response: {assembled: {choices: [{index: 0, content: "a > b", finish_reason: "stop"}]}}}
  ],
  fails: [
    {case: {expect: {says: "Use <div>, a < b"}},
      response: {assembled: {choices: [{index: 0, content: "Use div>, a < b",
        finish_reason: "stop"}]}}},
    {case: {expect: {says: "it begins with <tool"}},
      response: {assembled: {choices: [{index: 0, content: "it begins with",
        finish_reason: "stop"}]}}}
  ]
};

include "lib/transcript";
include "lib/withheld";

def applies: when(
  answered,
  only_if(.case.expect.says | contains("<"); "the expected text has no `<`"),
  unless([choices[] | select((.content | named) and .finish_reason == "stop")] == [];
    "no choice has text and finishes with `stop`"),
  no_error);

def check:
  [withheld_texts]
  | expect(. == [];
      .[]
      | finding("the text differs from the text to repeat: \(.lacks)";
          {choice: .index}; .content | excerpt));
