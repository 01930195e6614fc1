module {
  requirement: "A text that the model is told to repeat comes back as it was.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "model",
  expects: "says",
  breaks: [{program: "31 of 31 clients", does: "show the changed text, without an error, where words change places", shown: ["opencode-serve/all:sse.chunks-reordered", "aisdk-3-latest/stream:sse.chunks-reordered", "openai-python/stream:sse.chunks-reordered", "langchain/stream:sse.chunks-reordered"]}],
  remedy: ["detokenizer", "stronger-model"],
  seen: ["RunanywhereAI/runanywhere-sdks#848"],
  passes: [{case: {expect: {says: "a b"}}, response: {assembled: {choices: [{index: 0, content: " “a b”\n", finish_reason: "stop"}]}}}],
  fails: [{case: {expect: {says: "a ď b"}}, response: {assembled: {choices: [{index: 0, content: "a d b", finish_reason: "stop"}]}}},
    {case: {expect: {says: "a b"}}, response: {assembled: {choices: [{index: 0, content: "a b c", finish_reason: "stop"}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/recoding";
include "lib/withheld";

# How many characters two texts have in common from their start.
def shared($other): explode as $a | ($other | explode) as $b
  | ([$a, $b | length] | min) as $least | [range($least) | select($a[.] != $b[.])][0] // $least;

def judged: choices[] | select(.content | named);

# What other checks say of the same text is said once.
def applies: when(answered, if [judged] == [] then "the answer has no text" else true end, if all(choices[]; .finish_reason == "stop") then true else "a choice does not finish with stop" end,
  if .response.assembled.error then "the answer is an error" else true end,
  if any(choices[]; (.tool_calls // []) != []) then "the answer calls a function" else true end,
  if any(judged.content; test(opens_thought; "i") or test(closes_thought; "i")) then "the text holds reasoning" else true end,
  if .case.expect.says as $says | any(judged.content; alteration($says) != null) then "the text was recoded, which is judged as that" else true end,
  if [withheld_texts] != [] then "a part of the text was withheld, which is judged as that" else true end,
  if [leaked_tokens] != [] or [broken_texts] != [] or any(.response.text_defects[]?; .kind == "invalid-utf-8") then "the text is broken" else true end);
def check: .case.expect.says as $says
  | every(judged; (.content | bare) == ($says | bare);
      (.content | bare) as $said | ($said | shared($says | bare)) as $at
      | finding("the text differs from what was asked for at its character \($at + 1), where \($says | bare | .[$at:$at + 12] | shown) is due"; "choice \(.index)"; "")
        + pointed($said; $said[:$at] | utf8bytelength));
