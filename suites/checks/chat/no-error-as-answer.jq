module {
  requirement: "An error is reported by a status and an error object, not as the assistant's text.",
  reference: "https://platform.openai.com/docs/guides/error-codes#api-errors",
  clause: "Error codes, API errors: an error is identified by its HTTP status",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does:
        "clients do not retry: an agent takes the message as its answer, or writes it into a file",
      measured: false}
  ],
  remedy: ["no-errors-as-answers", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "C"}]}},
        response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "d"}, request: {body: {messages: [{content: "D"}]}},
        response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "e"}, request: {body: {messages: [{content: "E"}]}},
        response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}}
    ]},
    {transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
      response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "C"}]}},
        response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}},
      {case: {id: "d"}, request: {body: {messages: [{content: "D"}]}},
        response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}},
      {case: {id: "e"}, request: {body: {messages: [{content: "E"}]}},
        response: {assembled: {choices: [{content: "The service is busy. Try again later."}]}}},
      {case: {id: "f"}, request: {body: {messages: [{content: "F"}]}},
        response: {assembled: {choices: [{content: "Hello."}]}}}
    ]}
  ]
};

include "lib/transcript";
include "lib/run";

# The words of a server that is busy or fails. A model may repeat a sentence too, but not one
# about a service.
def says_busy:
  test("(try|retry|come) (it )?(again|back)|overload|too many requests|rate limit"
    + "|(is|are) (currently |very |too )*busy|temporarily unavailable|high (traffic|demand)"
    + "|at capacity|internal (server )?error|upstream|timed? ?out"; "i");

# Texts that are the complete answer to requests of at least five cases, none of which contains
# the text.
def repeated:
  [ .transcripts[]
    | select(answered == true and (choices | length) == 1 and calls == [])
    | {text: (choices[0].content | trimmed), family: family, transcript: .}
    | select((.text | length) >= 16 and (.text | length) <= 600 and (.text | says_busy))
    | .text as $text
    | select(.transcript
      | [asked | .messages | .. | strings] | any(.[]; contains($text)) | not) ]
  | group_by(.text)
  | map(select([.[].family] | unique | length >= 5));

def applies:
  only_if(any(.transcripts[]; answered == true); "no request was answered");

def check:
  repeated as $all
  | ([.transcripts[] | select(answered == true)] | length) as $answers
  | expect($all == [];
      $all[]
      | finding("\(length) of \($answers) responses, to requests of "
            + "\([.[].family] | unique | length) cases, are the same error message as text";
          "\(.[0].transcript.case.id), choice 0";
          .[0].text | excerpt)
        + {explains: {transcripts: [.[].transcript | file], checks: checks_of_words}});
