module {
  requirement: "Each answer has an id of its own, and each call in it, also where the same request is sent again.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-id",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "an agent that asks again gets the same answer, however often it tries, and ids of calls that its history has already", measured: false}],
  remedy: ["turn-off-the-answer-cache"],
  seen: [],
  passes: [{transcripts: [{case: {id: "a"}, trial: 1, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "2", choices: [{content: "OK", tool_calls: []}]}}}]},
    {transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "constant", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {id: "constant", choices: [{content: "No", tool_calls: []}]}}},
      {case: {id: "b"}, trial: 2, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {id: "constant", choices: [{content: "No", tool_calls: []}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, trial: 1, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {id: "2", choices: [{content: "No", tool_calls: []}]}}}]}]
};

include "lib/transcript";
include "lib/run";

# Answers with one id. An id that several questions share stands for none of them, and is judged elsewhere.
def again: [.transcripts[] | select(answered == true and choices != [] and (.response.assembled.id | named)) | {id: .response.assembled.id, one: .}]
  | group_by(.id) | map(map(.one)) as $groups
  | if any($groups[]; map(question) | unique | length > 1) then [] else [$groups[] | select(length > 1 and (map(said) | unique | length == 1))] end;

def applies: if [.transcripts[] | select(answered == true and (.response.assembled.id | named))] | length < 2 then "fewer than two answers have an id" else true end;
def check: again as $all | ([$all[] | length - 1] | add // 0) as $times
  | expect($times < 2; ($all | max_by(length)) as $most
      | finding("\($times) answers came with the id of an earlier answer to the same request, the same word for word"; "\($most[0].case.id? // ""), id"; $most[0].response.assembled.id | excerpt));
