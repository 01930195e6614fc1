module {
  requirement: "Every response has a new `id`, even if the same request is sent again.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-id",
  clause: "The chat completion object: `id`, \"A unique identifier for the chat completion\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "an agent that retries gets the same answer again, with call ids already in its history",
      measured: false}
  ],
  remedy: ["turn-off-the-answer-cache"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, trial: 1, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "2", choices: [{content: "OK", tool_calls: []}]}}}
    ]},
    {transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "constant", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {id: "constant", choices: [{content: "No", tool_calls: []}]}}},
      {case: {id: "b"}, trial: 2, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {id: "constant", choices: [{content: "No", tool_calls: []}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, trial: 1, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", choices: [{content: "OK", tool_calls: []}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {id: "2", choices: [{content: "No", tool_calls: []}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/run";

# Answers to the same request that share an id and a text. If different requests share an id, it
# identifies none of them: other checks judge that.
def repeated:
  [ .transcripts[]
    | select(answered == true and choices != [] and (.response.assembled.id | named))
    | {id: .response.assembled.id, answer: .} ]
  | group_by(.id)
  | map(map(.answer)) as $groups
  | if any($groups[]; map(question) | unique | length > 1) then []
    else [$groups[] | select(length > 1 and (map(said) | unique | length == 1))] end;

def applies: unless(
  [.transcripts[] | select(answered == true and (.response.assembled.id | named))] | length < 2;
  "fewer than two answers have an id");

def check:
  repeated as $all
  | ([$all[] | length - 1] | add // 0) as $times
  | expect($times < 2;
      ($all | max_by(length)) as $most
      | finding("\($times) responses repeat the id and the text "
            + "of an earlier response to the same request";
          "\($most[0].case.id? // ""), id";
          $most[0].response.assembled.id | excerpt));
