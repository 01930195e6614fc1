module {
  requirement:
    "A request gets its own response, not one that was generated for a different request.",
  reference: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3",
  clause:
    "RFC 9110, section 9.3.3: \"a POST request cannot be satisfied by a cached POST response\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "smolagents", version: "1.26.0",
      does: "repeats the tool calls of an old answer up to its step limit",
      shown: ["smolagents/tools:chat.stale-cache"]},
    {does: "an agent gets the tool call of an earlier turn again, or the answer to another user",
      measured: false}
  ],
  remedy: ["whole-request-in-the-cache-key", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: [{type: "text", text: "A"}]}]}},
        response: {assembled: {id: "1", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {id: "1", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {id: "2", created: 6,
          choices: [{content: "OK", finish_reason: "stop"}]}}}
    ]},
    {transcripts: [
      {case: {id: "c0"}, request: {body: {messages: [{content: "say 0"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c1"}, request: {body: {messages: [{content: "say 1"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c2"}, request: {body: {messages: [{content: "say 2"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c3"}, request: {body: {messages: [{content: "say 3"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c4"}, request: {body: {messages: [{content: "say 4"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "OK", finish_reason: "stop"}]}}},
      {case: {id: "c5"}, request: {body: {messages: [{content: "say 5"}]}},
        response: {assembled: {id: "constant", created: 5,
          choices: [{content: "No.", finish_reason: "stop"}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "c0"}, request: {body: {messages: [{content: "say 0"}]}},
        response: {assembled: {id: "chatcmpl-7", created: 5,
          choices: [{content: "It is 12 degrees.", finish_reason: "stop"}]}}},
      {case: {id: "c1"}, request: {body: {messages: [{content: "say 1"}]}},
        response: {assembled: {id: "chatcmpl-7", created: 5,
          choices: [{content: "It is 12 degrees.", finish_reason: "stop"}]}}},
      {case: {id: "c2"}, request: {body: {messages: [{content: "say 2"}]}},
        response: {assembled: {id: "chatcmpl-7", created: 5,
          choices: [{content: "It is 12 degrees.", finish_reason: "stop"}]}}},
      {case: {id: "c3"}, request: {body: {messages: [{content: "say 3"}]}},
        response: {assembled: {id: "chatcmpl-7", created: 5,
          choices: [{content: "It is 12 degrees.", finish_reason: "stop"}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/run";

# The creation time, the prompt tokens and the text of an answer. A model may say the same words
# twice, but its server does not give both answers the same time and token count.
def mark:
  [.response.assembled.created, ([.response.assembled.usage | objects | .prompt_tokens][0]), said];

# Answers that share an id. If all are alike, they are one answer that was sent several times.
# An id that different answers share proves nothing.
def groups:
  [ .transcripts[]
    | select(answered == true and choices != [] and (.response.assembled.id | named))
    | {id: .response.assembled.id, answer: .} ]
  | group_by(.id)
  | map(map(.answer)
    | select(length > 1)
    | { all: .,
        questions: (map(question) | unique),
        alike: (map(mark) | all(transpose[]; map(select(. != null)) | unique | length < 2)) });

def count(these): [these] | map(.all | length - 1) | add // 0;

# The fields in which the requests of one answer differ.
def differences:
  [ .[] | .questions as $all
    | $all[0] | keys[] as $key
    | select([$all[] | .[$key]] | unique | length > 1)
    | $key
    | if . == "limit" then "max_tokens" else . end ]
  | unique;

def applies: unless(
  [.transcripts[] | select(answered == true and (.response.assembled.id | named))] | length < 4;
  "fewer than four answers have an id");

def check:
  ([.transcripts[] | select(answered == true)] | length) as $all
  | groups as $groups
  | [$groups[] | select(.alike and (.questions | length > 1))] as $reused
  | count($reused[]) as $times
  | expect($times < 3 or count($groups[] | select(.alike | not)) * 2 > $times;
      ($reused | max_by(.all | length)) as $most
      | $most.all[0].response.assembled as $answer
      | finding("\($times) of \($all) responses repeat the response to a different request: "
            + "\($reused | length) "
            + (if $reused | length == 1 then "id recurs" else "ids recur" end)
            + ", one of them in \($most.all | length) responses; "
            + "the requests differ in \($reused | differences | map("`\(.)`") | join(", "))";
          "id";
          "\($answer.id): \($most.all[0] | said[0] | .content // .calls | excerpt)")
        + {explains: {
            transcripts: [$groups[] | select(.alike) | .all[] | file],
            checks: checks_of_words
          }});
