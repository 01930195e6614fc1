module {
  requirement: "Reasoning is spelled `reasoning_content`, which most clients read.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "may",
  concerns: "protocol",
  over: "run",
  breaks: [{program: "9 of 55 clients: LangChain.js, openai-go, go-openai, openai-java and others", does: "show no reasoning; OpenCode, Kilo and the AI SDK read both names",
     shown: ["langchainjs/invoke:benign.reasoning-field", "openai-go/stream:benign.reasoning-field", "go-openai/stream:benign.reasoning-field", "openai-java/stream:benign.reasoning-field", "openai-python/helper:benign.reasoning-field"]}],
  remedy: ["read-both-names"],
  seen: ["vllm-project/vllm#50624", "langgenius/dify-official-plugins#2740", "BerriAI/litellm#26501"],
  passes: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content"]}]}}}]}],
  fails: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}}]},
    {transcripts: [{response: {json: {choices: [{message: {content: "Hi.", thinking: "Hm"}}]}, assembled: {choices: [{index: 0, content: "Hi."}]}}}]}]
};

include "lib/transcript";

# Each choice that reasons, by its field's names; a name that hardly any client knows is looked for in whole answers.
def unknown: .response.json | objects | .choices | arrays | .[] | objects | .message | objects
  | select((.reasoning_content // .reasoning // "") == "") | to_entries[]
  | select((.key | test("^(thinking|thinking_content|thoughts?|reasoning_text|think)$")) and (.value | trimmed) != "") | [.key];
def spellings: [.transcripts[]? | (choices[] | select(.reasoning | trimmed != "") | .reasoning_fields | arrays | select(. != [])), (select(.response.events == null) | unknown)];

def applies: when(if spellings == [] then "nothing was reasoned" else true end,
  if spellings | map(sort) | unique | length > 1 then "it has different names, which is judged as that" else true end);
def check: spellings as $all | [$all[] | select(index(["reasoning_content"]) == null)]
  | expect(. == []; .[0][0] as $name
      | {message: "the reasoning is spelled `\($name)` in \(length) of \($all | length) answers that reason"}
        + if $name == "reasoning" then {} else {remedy: ["rename-the-reasoning"],
            breaks: [{does: "no client shows it, and none sends it back with the next turn", measured: false}]} end);
