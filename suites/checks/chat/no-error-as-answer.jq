module {
  requirement: "An error is told by a status and an error object, never in the words of the assistant.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "take the apology for the answer: no client tries again, and an agent ends its turn, or writes the apology into a file", measured: false}],
  remedy: ["no-errors-as-answers", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "C"}]}}, response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "d"}, request: {body: {messages: [{content: "D"}]}}, response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}},
      {case: {id: "e"}, request: {body: {messages: [{content: "E"}]}}, response: {assembled: {choices: [{content: "I am sorry, I cannot help with that."}]}}}]},
    {transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}}]}],
  fails: [
    {transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "C"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}},
      {case: {id: "d"}, request: {body: {messages: [{content: "D"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}},
      {case: {id: "e"}, request: {body: {messages: [{content: "E"}]}}, response: {assembled: {choices: [{content: "The service is busy. Please try again later."}]}}},
      {case: {id: "f"}, request: {body: {messages: [{content: "F"}]}}, response: {assembled: {choices: [{content: "Hello."}]}}}]}]
};

include "lib/transcript";
include "lib/run";

# What a server that is full says of itself. A model says the same words several times too, but not of a service that it is.
def says_busy: test("(try|retry|come) (it )?(again|back)|overload|too many requests|rate limit|(is|are) (currently |very |too )*busy|temporarily unavailable|high (traffic|demand)|at capacity|internal (server )?error|upstream|timed? ?out"; "i");

# Texts that are the whole answer to requests of five cases at least, none of which has the text in it.
def repeated: [.transcripts[] | select(answered == true and (choices | length) == 1 and calls == []) | {text: (choices[0].content | trimmed), family: family, one: .}
    | select((.text | length) >= 16 and (.text | length) <= 600 and (.text | says_busy)) | .text as $text | select(.one | [asked | .messages | .. | strings] | any(.[]; contains($text)) | not)]
  | group_by(.text) | map(select([.[].family] | unique | length >= 5));

def applies: if any(.transcripts[]; answered == true) then true else "no request was answered" end;
def check: repeated as $all | ([.transcripts[] | select(answered == true)] | length) as $answers
  | expect($all == []; $all[] | finding("\(length) of \($answers) answers, to requests of \([.[].family] | unique | length) cases, are the same sentence, byte for byte, and an error"; "\(.[0].one.case.id), choice 0"; .[0].text | excerpt)
      + {explains: {transcripts: [.[].one | file], checks: checks_of_words}});
