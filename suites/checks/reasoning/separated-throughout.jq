module {
  requirement:
    "Reasoning is separated from `content` even if no tag opens it, or text comes before its tag.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"the `content` field contains the final conclusion\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "AI SDK (openai-compatible, structured output)", version: "2.0.41 and 3.0.92",
     does: "rejects the answer",
     says: "No object generated: could not parse the response.",
     shown: ["aisdk-2.0.41/json:reason.think-in-content",
       "aisdk-3-latest/json:reason.think-in-content"]},
    {program: "55 of 67 clients, including OpenCode, Kilo and Cline",
     does: "show the reasoning as part of the answer",
     shown: [
       "opencode-serve/all:reason.think-in-content",
       "opencode-native-serve/all:reason.think-in-content",
       "kilo-serve/all:reason.think-in-content", "cline:reason.think-in-content",
       "opencode-serve/all:reason.channel-marker"]}],
  remedy: ["reasoning-parser", "chat-template"],
  seen: ["vllm-project/vllm#46042", "ggml-org/llama.cpp#25292", "ggml-org/llama.cpp#23320"],
  passes: [
    {transcripts: [
      {response: {assembled: {choices: [
        {index: 0, content: "Hello.", reasoning: "The user greets."}]}}}]},
    {transcripts: [
      {case: {id: "a"},
       response: {assembled: {choices: [
         {index: 0, content: "The user greets.\n</think>\n\nHello."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a"},
       response: {assembled: {choices: [
         {index: 0, content: "The user greets.\n</think>\n\nHello."}]}}}]},
    {transcripts: [
      {case: {id: "a"},
       response: {assembled: {choices: [
         {index: 0, content: "Sure.\n<mm:think>Hm</mm:think>\nHello."}]}}}]}]
};

include "lib/transcript";
include "lib/texts";

def judged: [.transcripts[] | select(answered == true)];

# The answer has reasoning in a separate field.
def separated: any(choices[]; .reasoning | trimmed != "");

# The answer has reasoning in its content instead.
def mixed_in: written as $written
  | any(choices[] | select((.content | named) and (.reasoning | trimmed) == "");
      (cut_behind_a_tag | not) and stray_tag($written) != null);

# The answers with reasoning in their content, if the cause is the server and not the model:
# they are a tenth of all answers with reasoning, or all answers of a case, streamed and not.
def systematic: judged as $all
  | [$all[] | select(mixed_in)] as $found
  | ([$all[] | select(separated)] | length) as $separated
  | if ($found | length) * 10 >= $separated + ($found | length) then $found[]
    else
      [$all[] | select((.case.id? // "") != "")]
      | group_by(.case.id | rtrimstr(".stream"))[]
      | select(([.[] | asked.stream == true] | unique | length > 1) and all(.[]; mixed_in))
      | .[]
    end;

def applies: only_if(any(judged[]; separated or mixed_in); "no answer has reasoning");

def check: [systematic] as $found
  | ([judged[] | select(separated or mixed_in)] | length) as $all
  | expect($found == [];
      finding(
        "\($found | length) of \($all) answers with reasoning contain it in the content";
        "first in \($found[0].case.id? // "an answer")";
        $found[0] | choices[0].content | excerpt)
      + {explains: {
          checks: ["reasoning/no-stray-tag"],
          transcripts: [$found[] | file]}});
