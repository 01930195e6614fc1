module {
  requirement: "Reasoning stays out of the content: it has a field of its own.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "protocol",
  breaks: ["titles, commit messages and JSON that an agent takes from the content begin with the model's thoughts", "history fills up with them"],
  remedy: ["vLLM, SGLang: --reasoning-parser NAME, the one the model's card prescribes", "llama.cpp: --reasoning-format auto or deepseek, with --jinja"],
  seen: ["vllm-project/vllm#46042", "ggml-org/llama.cpp#25292", "xorbitsai/inference#3647"],
  passes: [{response: {assembled: {choices: [{index: 0, content: "Hello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "The tag `<think>` opens a thought."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "It is 12 °C and cloudy.", reasoning: "It is 12 °C and cloudy."}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, content: "<think>The user greets.</think>Hello."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "The user greets.\n</think>\n\nHello."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "\n<think>\nHm"}]}}},
    {response: {assembled: {choices: [{index: 0, content: "<seed:think>Hm</seed:think>Hello."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "Okay, the user greets me. Hello.", reasoning: "Okay, the user greets me."}]}}}]
};

include "lib/transcript";

# A tag that opens the text, or closes a thought that has no other place, or the whole thought and then
# the answer. A closing tag beside separated reasoning is the model's own stray (no-stray-tag).
def leak($reasoning):
  ($reasoning | trimmed) as $thought
  | [match("^\\s*" + opens_thought; "i").string][0]
  // [select($thought == "") | select(test(opens_thought; "i") | not) | match(closes_thought; "i").string][0]
  // (trimmed | if ($thought | length) > 20 and startswith($thought) and length > ($thought | length) + 5 then $thought else null end);

def applies: when(answered, if [contents] == [] then "the answer has no text" else true end);
def check: every(choices[] | select(.content | named);
  .reasoning as $reasoning | .content | leak($reasoning) == null;
  .reasoning as $reasoning
  | finding("choice \(.index) shows its reasoning in the content"; "choice \(.index)"; .content | leak($reasoning) | excerpt));
