module {
  requirement: "Thoughts whose opening tag is missing, or stands behind other words, are separated from the content too.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs.html",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "AI SDK (openai-compatible, structured output)", version: "2.0.41 and 3.0.92", does: "refuses the answer", says: "No object generated: could not parse the response.",
     shown: ["aisdk-2.0.41/json:reason.think-in-content", "aisdk-3-latest/json:reason.think-in-content"]},
    {program: "55 of 67 clients, OpenCode, Kilo and Cline among them", does: "show the thoughts as part of the answer",
     shown: ["opencode-serve/all:reason.think-in-content", "opencode-native-serve/all:reason.think-in-content", "kilo-serve/all:reason.think-in-content", "cline:reason.think-in-content", "opencode-serve/all:reason.channel-marker"]}],
  remedy: ["reasoning-parser", "chat-template"],
  seen: ["vllm-project/vllm#46042", "ggml-org/llama.cpp#25292", "ggml-org/llama.cpp#23320"],
  passes: [{transcripts: [{response: {assembled: {choices: [{index: 0, content: "Hello.", reasoning: "The user greets."}]}}}]},
    {transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{index: 0, content: "The user greets.\n</think>\n\nHello."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}},
      {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}, {response: {assembled: {choices: [{reasoning: "Hm."}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{index: 0, content: "The user greets.\n</think>\n\nHello."}]}}}]},
    {transcripts: [{case: {id: "a"}, response: {assembled: {choices: [{index: 0, content: "Sure.\n<mm:think>Hm</mm:think>\nHello."}]}}}]}]
};

include "lib/transcript";
include "lib/texts";

def judged: [.transcripts[] | select(answered == true)];
def separated: any(choices[]; .reasoning | trimmed != "");
def astray: written as $written | any(choices[] | select((.content | named) and (.reasoning | trimmed) == ""); (cut_behind_a_tag | not) and stray_tag($written) != null);

# One such answer among many with separated thoughts is the model's slip. A tenth of them all is not, nor are all the
# answers of a case, streamed and whole.
def systematic: judged as $all | [$all[] | select(astray)] as $astray
  | if ($astray | length) * 10 >= ([$all[] | select(separated)] | length) + ($astray | length) then $astray[]
    else [$all[] | select((.case.id? // "") != "")] | group_by(.case.id | rtrimstr(".stream"))[] | select(([.[] | asked.stream == true] | unique | length > 1) and all(.[]; astray)) | .[] end;

def applies: if any(judged[]; separated or astray) then true else "no answer has a thought" end;
def check: [systematic] as $found | ([judged[] | select(separated or astray)] | length) as $all
  | expect($found == [];
      finding("\($found | length) of \($all) answers with thoughts show them in the content"; "first in \($found[0].case.id? // "an answer")"; $found[0] | choices[0].content | excerpt)
      + {explains: {checks: ["reasoning/no-stray-tag"], transcripts: [$found[] | file]}});
