module {
  requirement: "The reasoning has the same name in every answer, streamed or not.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{program: "5 of 32 clients: openai-go, go-openai, openai-java, Spring AI, the stream helper of openai-python", does: "show no reasoning where it is `reasoning` in streams and `reasoning_content` otherwise; OpenCode, Kilo and the AI SDK read both names",
     shown: ["openai-go/stream:reason.field-differs-by-mode", "go-openai/stream:reason.field-differs-by-mode", "openai-java/stream:reason.field-differs-by-mode", "spring-ai/stream:reason.field-differs-by-mode", "openai-python/helper:reason.field-differs-by-mode"]}],
  remedy: ["one-name-for-reasoning", "update-the-server"],
  seen: ["vllm-project/router#115", "vllm-project/vllm#50624"],
  passes: [{transcripts: [{response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}},
      {response: {events: [], assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [{index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content"]}]}}}]}]
};

include "lib/transcript";

# Each choice that reasons, by its field's names, with the case.
def spellings: [.transcripts[]? | .case.id as $id | choices[] | select(.reasoning | trimmed != "")
  | .reasoning_fields | arrays | select(. != []) | {fields: sort, id: $id}];

def applies: when(if spellings == [] then "nothing was reasoned" else true end);
def check: spellings | group_by(.fields)
  | expect(length == 1; "the reasoning has different names: " + ([.[] | "\(.[0].fields | join(" and ")) in \(length) answers, such as \(.[0].id)"] | join("; ")));
