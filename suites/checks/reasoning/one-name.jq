module {
  requirement: "Reasoning has the same field name in all answers, streamed or not.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause:
    "No specification requires this, but clients that read one of the two names depend on it.",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "5 of 32 clients: openai-go, go-openai, openai-java, Spring AI, the stream helper of openai-python",
     does: "show no reasoning if only streams use `reasoning`; OpenCode, Kilo and AI SDK read both",
     shown: [
       "openai-go/stream:reason.field-differs-by-mode",
       "go-openai/stream:reason.field-differs-by-mode",
       "openai-java/stream:reason.field-differs-by-mode",
       "spring-ai/stream:reason.field-differs-by-mode",
       "openai-python/helper:reason.field-differs-by-mode"]}],
  remedy: ["one-name-for-reasoning", "update-the-server"],
  seen: ["vllm-project/router#115", "vllm-project/vllm#50624"],
  passes: [
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}},
      {response: {events: [], assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a"}, response: {assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning"]}]}}},
      {case: {id: "b"}, response: {assembled: {choices: [
        {index: 0, reasoning: "Hm", reasoning_fields: ["reasoning_content"]}]}}}]}]
};

include "lib/transcript";

# The field names of each choice that has reasoning, with its case.
def spellings:
  [.transcripts[]? | .case.id as $id
    | choices[] | select(.reasoning | trimmed != "")
    | .reasoning_fields | arrays | select(. != []) | {fields: sort, id: $id}];

def applies: when(unless(spellings == []; "no answer has reasoning"));

def check: spellings | group_by(.fields)
  | expect(length == 1;
      "the reasoning has different names: "
        + ([.[] | "\(.[0].fields | join(" and ")) in \(length) answers, such as \(.[0].id)"]
          | join("; ")));
