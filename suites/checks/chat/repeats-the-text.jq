module {
  requirement: "A text that the model is asked to repeat is returned unchanged.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "The chat completion object: `choices[].message.content`, \"The contents of the message\"",
  level: "should",
  impact: "corruption",
  concerns: "model",
  expects: "says",
  yields_to: [
    "chat/not-recoded", "chat/keeps-angle-brackets", "chat/no-special-tokens",
    "chat/no-broken-characters", "http/valid-utf-8"
  ],
  breaks: [
    {program: "31 of 31 clients",
      does: "show the changed text without an error if words are reordered",
      shown: [
        "opencode-serve/all:sse.chunks-reordered", "aisdk-3-latest/stream:sse.chunks-reordered",
        "openai-python/stream:sse.chunks-reordered", "langchain/stream:sse.chunks-reordered"
      ]}
  ],
  remedy: ["detokenizer", "stronger-model"],
  seen: ["RunanywhereAI/runanywhere-sdks#848"],
  passes: [
    {case: {expect: {says: "a b"}},
      response: {assembled: {choices: [{index: 0, content: " “a b”\n", finish_reason: "stop"}]}}}
  ],
  fails: [
    {case: {expect: {says: "a ď b"}},
      response: {assembled: {choices: [{index: 0, content: "a d b", finish_reason: "stop"}]}}},
    {case: {expect: {says: "a b"}},
      response: {assembled: {choices: [{index: 0, content: "a b c", finish_reason: "stop"}]}}}
  ]
};

include "lib/transcript";
include "lib/texts";
include "lib/recoding";

# How many characters two texts have in common from their start.
def shared($other):
  explode as $a
  | ($other | explode) as $b
  | ([$a, $b | length] | min) as $least
  | [range($least) | select($a[.] != $b[.])][0] // $least;

def judged: choices[] | select(.content | named);

def applies: when(
  answered,
  unless([judged] == []; "the answer has no text"),
  only_if(all(choices[]; .finish_reason == "stop"); "a choice does not finish with `stop`"),
  no_error,
  unless(any(choices[]; (.tool_calls // []) != []); "the answer has a tool call"),
  unless(any(judged.content; has_a_tag);
    "the text contains reasoning"));

def check:
  (.case.expect.says | bare) as $says
  | every(judged; .content | bare == $says;
      (.content | bare) as $said
      | ($said | shared($says)) as $at
      | finding("the text differs from the text to repeat at character \($at + 1): "
            + "expected \($says | .[$at:$at + 12] | shown)";
          {choice: .index}; "")
        + pointed($said; $said[:$at] | utf8bytelength));
