module {
  requirement:
    "The complete conversation reaches the model: messages, tool results, tool descriptions.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  clause: "Create chat completion: `messages`, \"messages comprising the conversation so far\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  expects: "kept",
  breaks: [
    {program: "smolagents", version: "1.26.0",
     does: "ends with a wrong answer and no error if its instructions are lost",
     shown: ["smolagents/code:multiturn.system-dropped"]},
    {does:
       "an agent loses its task, or receives only the beginning of a file, without an error",
     measured: false}],
  remedy: ["render-system-messages", "no-silent-truncation"],
  seen: ["infiniflow/ragflow#18316", "ollama/ollama#10980"],
  passes: [{transcripts: [
    {case: {id: "a", expect: {kept: {words: ["quince"], part: "developer"}}},
      request: {body: {messages: [
        {content: "12345678901234567890"},
        {content: "12345678901234567890"}]}},
      response: {status: 200,
        assembled: {choices: [{content: "Which word?"}], usage: {prompt_tokens: 10}}}},
    {case: {id: "b", expect: {kept: {words: ["quince"], part: "system", bytes: 4000}}},
      request: {body: {messages: [{content: null}]}},
      response: {status: 200,
        assembled: {choices: [{content: "Quince."}], usage: {prompt_tokens: 20}}}}]},
    {transcripts: [{case: {id: "a", expect: {kept: {words: ["quince"], part: "developer"}}},
      request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
      response: {status: 200, assembled: {
        choices: [{content: "The words …[9000 bytes, 1f]… end."}], usage: {prompt_tokens: 5}}}}]}],
  fails: [
    {transcripts: [{case: {id: "a", expect: {kept: {words: ["quince"], part: "developer"}}},
      request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
      response: {status: 200,
        assembled: {choices: [{content: "Which word?"}], usage: {prompt_tokens: 5}}}}]},
    {transcripts: [
      {case: {id: "a", expect: {kept: {words: ["quince", "sorrel"], part: "systems"}}},
        request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
        response: {status: 200,
          assembled: {choices: [{content: "Quince."}], usage: {prompt_tokens: 5}}}},
      {case: {id: "b", expect: {kept: {words: ["quince"], part: "history"}}},
        request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
        response: {status: 200,
          assembled: {choices: [{content: "Hello."}], usage: {prompt_tokens: 5}}}}]},
    {transcripts: [{case: {id: "a",
        expect: {kept: {words: ["quince"], part: "result", bytes: 4000}}},
      request: {body: {messages: [{role: "tool", content: null}]}},
      response: {status: 200,
        assembled: {choices: [{content: "There is none."}], usage: {prompt_tokens: 300}}}}]}]
};

include "lib/transcript";

# Each answer with the part of the conversation that contains most of its words, and the words that
# show that the model read it.
def asked_of: [
  .transcripts[]
  | select((.case.expect.kept? | type) == "object")
  | .case.expect.kept as $kept
  | select(answered == true and .response.assembled.error == null and (cut_off | not))
  | {part: $kept.part, file: file, id: .case.id,
      tokens: ([
        .response.assembled.usage
        | objects
        | .prompt_tokens as $own
        | (.prompt_tokens_details | objects | .cached_tokens | numbers) // 0
        | . + ($own | numbers)
        | select(. > 0)][0]),
      # The digest of a run omits long texts.
      bytes: ([
        ([asked.messages[]? | .content | .. | strings] | join("") | utf8bytelength),
        ($kept.bytes // 0)] | max),
      said: ([choices[] | .content, .reasoning | strings] | join(" ")),
      words: $kept.words,
      called: (calls != [])}
  | select(.tokens != null)];

# The words that the answer does not contain.
def unknown: .said as $said
  | [.words[] | select(. as $word | $said | test($word; "i") | not)];

# No tokenizer averages seven letters a token, and a model that knows the words has read them.
def lost: .tokens * 7 < .bytes and (.said | is_shortened | not) and unknown != [];

def parts: {
  developer: {what: "the developer message",
    remedy: ["developer-is-system", "render-system-messages"]},
  system: {what: "the system message of a request with tools",
    remedy: ["render-system-beside-tools", "render-system-messages"]},
  systems: {what: "a system message after the first",
    remedy: ["render-later-system-messages", "render-system-messages"]},
  prompt: {what: "the system message",
    remedy: ["render-system-messages", "no-silent-truncation"]},
  history: {what: "the user's first message",
    remedy: ["keep-old-turns", "no-silent-truncation"]},
  result: {what: "a tool result",
    remedy: ["pass-results-whole", "no-silent-truncation"]},
  results: {what: "the first of several tool results",
    remedy: ["pass-every-result", "pass-results-whole"]},
  users: {what: "the first of two user messages",
    remedy: ["pass-every-message", "no-silent-truncation"]},
  assistant: {what: "the assistant's message",
    remedy: ["pass-what-the-assistant-said", "no-silent-truncation"]},
  description: {what: "the description of a tool",
    remedy: ["pass-descriptions-of-tools", "ask-the-engine-directly"]}
};

# Every turn but the last is lost, which turns/reads-it-all reports.
def last_turn_alone:
  [.transcripts[] | select(.case.expect.same_words? != null and answered == true)] as $all
  | [(1, 3) as $step
      | [ $all[]
          | select(.step == $step)
          | .response.assembled.usage | objects | .prompt_tokens | numbers ][0]]
  | all(.[]; . != null) and .[1] < .[0] * 0.8;

# The lost parts by cause. If all system messages are lost, that is one cause.
def causes:
  [.[] | select(.part != "prompt" or .tokens * 40 < .bytes)]
  | (map(.part) | (index(["prompt"]) != null)) as $all
  | group_by(
      if $all and (.part | . == "system" or . == "systems") then "prompt" else .part end)[]
  | {cause: (parts[
      if $all and (map(.part) | index(["prompt"]) != null) then "prompt" else .[0].part end]),
      of: .};

def applies: unless(asked_of == []; "no answer to a conversation reports prompt tokens");

def check:
  .transcripts as $all
  | last_turn_alone as $alone
  # If no stream makes a call, all tools may be lost, which tools/reach-the-model reports.
  | any(.transcripts[]; asked.stream == true and calls != []) as $tooled
  | [ asked_of
      | map(select(lost
          and ($tooled and (.called | not) or .part != "description")
          and (($alone and (.part | . == "history" or . == "users" or . == "assistant")) | not)))
      | causes ]
  | expect(. == []; .[]
      | .cause as $cause
      | .of as $lost
      | ($lost | map(.part)) as $parts
      | ($lost[0] | unknown | join(" and ")) as $words
      | finding("\($cause.what) does not reach the model completely: usage counts "
            + "\($lost[0].tokens) prompt tokens for \($lost[0].bytes) bytes of messages, and the "
            + "answer does not mention \($words)";
          "\($lost[0].id), usage.prompt_tokens"; $lost[0].said | excerpt; $cause.remedy)
        # The model cannot use a text that it does not know.
        + {explains: {
            checks: ["turns/uses-the-result", "tools/expected-calls",
              "turns/matches-results-by-id", "usage/prompt-is-whole", "usage/keeps-the-head"],
            transcripts: ([$lost[].file]
              + if $parts | index(["result"])
                then [$all[] | select(any(asked.messages[]?; .role? == "tool")) | file]
                else [] end)}});
