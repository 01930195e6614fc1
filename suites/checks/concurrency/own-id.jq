module {
  requirement: "Answers given at the same time have ids of their own.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: [{does: "logs, traces and caches that go by the id mix answers up", measured: false}],
  remedy: ["own-id-per-answer", "cache-key"],
  seen: ["vllm-project/vllm#9910"],
  passes: [{transcripts: [{response: {assembled: {id: "a", choices: [{}]}}}, {response: {assembled: {id: "b", choices: [{}]}}}]}],
  fails: [{transcripts: [{response: {assembled: {id: "a", choices: [{}]}}}, {response: {assembled: {id: "a", choices: [{}]}}}]}]
};

include "lib/transcript";

def ids: [.transcripts[] | select(answered == true) | .response.assembled.id | select(named)];
def applies: if ids | length < 2 then "there are not two answers with an id" else true end;
def check: ids | group_by(.) | map(select(length > 1))
  | expect(. == []; .[] | finding("\(length) answers have the same id"; "id"; .[0]));
