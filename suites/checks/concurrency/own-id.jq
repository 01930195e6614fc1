module {
  requirement: "Answers given at the same time have ids of their own.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "own_word",
  breaks: ["logs and traces of several requests run together", "clients that keep answers by their id overwrite one with another"],
  remedy: ["let the server make an id for every request", "a cached answer given to several requests has its old id: look for a cache in the gateway"],
  seen: ["vllm-project/vllm#9910"],
  passes: [{transcripts: [{response: {assembled: {id: "a", choices: [{}]}}}, {response: {assembled: {id: "b", choices: [{}]}}}]}],
  fails: [{transcripts: [{response: {assembled: {id: "a", choices: [{}]}}}, {response: {assembled: {id: "a", choices: [{}]}}}]}]
};

include "lib/transcript";

def ids: [.transcripts[] | select(answered == true) | .response.assembled.id | select(named)];
def applies: if ids | length < 2 then "there are not two answers with an id" else true end;
def check: ids | group_by(.) | map(select(length > 1))
  | expect(. == []; .[] | finding("\(length) answers have the same id"; "id"; .[0]));
