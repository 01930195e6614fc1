module {
  requirement: "The model's text is passed on unchanged: not escaped, re-encoded or filtered.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause:
    "The chat completion object: `choices[].message.content`, \"The contents of the message\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  expects: "says",
  breaks: [
    {does: "agents write the altered text into files: `&lt;` for `<`, names without their accents",
      measured: false}
  ],
  remedy: ["gateway-filters-texts", "ask-the-engine-directly"],
  seen: ["jayrinaldime/ollama-straico-apiproxy#23"],
  passes: [
    {case: {expect: {says: "x < y"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "`x < y`"}]}}},
    {case: {expect: {says: "x < y"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "Sure! x < y"}]}}}
  ],
  fails: [
    {case: {expect: {says: "x < y & \"z\""}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "x &lt; y &amp; \"z\""}]}}},
    {case: {expect: {says: "Zürich 🫠"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "ZÃ¼rich ð\u009f«\u00a0"}]}}},
    {case: {expect: {says: "龜 ok"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "? ok"}]}}},
    {case: {expect: {says: "a\n\nb\n\nc\n\nd"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "a\nb\nc\nd"}]}}},
    {case: {expect: {says: "say \"a\" in 'b'"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "say “a” in ‘b’"}]}}},
    {case: {expect: {says: "cd $HOME/a ${B}"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "cd /a"}]}}},
    {case: {expect: {says: "hello {{ user }}!"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "hello !"}]}}},
    {case: {expect: {says: "a%41+b"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "aA b"}]}}},
    {case: {expect: {says: "order 20417 of 5"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "order ***** of *"}]}}},
    {case: {expect: {says: "order 20417 now"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        content: "order [NUMBER] now"}]}}},
    {case: {expect: {says: "a\nb"}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "a<br>b"}]}}}
  ]
};

include "lib/transcript";
include "lib/recoding";

def judged: choices[] | select((.content | named) and .finish_reason != "length");

def applies: when(answered, unless([judged] == []; "the answer has no text"));

def check:
  alterations_of(.case.expect.says) as $says
  | every(judged; .content | altered($says) == null;
      (.content | altered($says)) as $how
      | finding("the text differs from the text to repeat: \($how)";
          {choice: .index}; .content | excerpt));
