module {
  requirement: "All of a conversation reaches the model: its instructions, every message, the results of tools to their end, and the descriptions of tools.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  level: "must",
  concerns: "protocol",
  over: "run",
  expects: "kept",
  breaks: [
    {program: "smolagents", version: "1.26.0", does: "ends with a wrong answer and no error where its instructions are lost", shown: ["smolagents/code:multiturn.system-dropped"]},
    {does: "an agent forgets its task in a long session, or works with the beginning of a file alone, and no error tells", measured: false}],
  remedy: ["render-system-messages", "no-silent-truncation"],
  seen: ["infiniflow/ragflow#18316", "ollama/ollama#10980"],
  passes: [{transcripts: [{case: {id: "a", expect: {kept: {words: ["quince"], part: "developer"}}}, request: {body: {messages: [{content: "12345678901234567890"}, {content: "12345678901234567890"}]}},
      response: {status: 200, assembled: {choices: [{content: "Which word?"}], usage: {prompt_tokens: 10}}}},
    {case: {id: "b", expect: {kept: {words: ["quince"], part: "system", bytes: 4000}}}, request: {body: {messages: [{content: null}]}},
      response: {status: 200, assembled: {choices: [{content: "Quince."}], usage: {prompt_tokens: 20}}}}]}],
  fails: [{transcripts: [{case: {id: "a", expect: {kept: {words: ["quince"], part: "developer"}}}, request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
      response: {status: 200, assembled: {choices: [{content: "Which word?"}], usage: {prompt_tokens: 5}}}}]},
    {transcripts: [{case: {id: "a", expect: {kept: {words: ["quince", "sorrel"], part: "systems"}}}, request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
      response: {status: 200, assembled: {choices: [{content: "Quince."}], usage: {prompt_tokens: 5}}}},
    {case: {id: "b", expect: {kept: {words: ["quince"], part: "history"}}}, request: {body: {messages: [{content: "1234567890123456789012345678901234567890"}]}},
      response: {status: 200, assembled: {choices: [{content: "Hello."}], usage: {prompt_tokens: 5}}}}]},
    {transcripts: [{case: {id: "a", expect: {kept: {words: ["quince"], part: "result", bytes: 4000}}}, request: {body: {messages: [{role: "tool", content: null}]}},
      response: {status: 200, assembled: {choices: [{content: "There is none."}], usage: {prompt_tokens: 300}}}}]}]
};

include "lib/transcript";

# What of a conversation holds most of its words, as the case says, and those that show that it was read.
def asked_of: [.transcripts[] | select((.case.expect.kept? | type) == "object") | .case.expect.kept as $kept
  | select(answered == true and .response.assembled.error == null and (cut_off | not))
  | {part: $kept.part, file: file, id: .case.id,
      tokens: ([.response.assembled.usage | objects | .prompt_tokens as $own | (.prompt_tokens_details | objects | .cached_tokens | numbers) // 0 | . + ($own | numbers) | select(. > 0)][0]),
      # What is long is not in the digest of a run.
      bytes: ([[asked.messages[]? | .content | .. | strings] | join("") | utf8bytelength, ($kept.bytes // 0)] | max),
      said: ([choices[] | .content, .reasoning | strings] | join(" ")), words: $kept.words, called: (calls != [])}
  | select(.tokens != null)];

# No tokenizer has tokens of seven letters on the average, and a model that knows the words was told them.
def unknown: .said as $said | [.words[] | select(. as $word | $said | test($word; "i") | not)];
def lost: .tokens * 7 < .bytes and unknown != [];

def told: {
  developer: {what: "the message of the role developer", remedy: ["developer-is-system", "render-system-messages"]},
  system: {what: "the system message beside a tool", remedy: ["render-system-beside-tools", "render-system-messages"]},
  systems: {what: "a system message behind the first", remedy: ["render-later-system-messages", "render-system-messages"]},
  prompt: {what: "the system message", remedy: ["render-system-messages", "no-silent-truncation"]},
  history: {what: "what the user said first", remedy: ["keep-old-turns", "no-silent-truncation"]},
  result: {what: "a result of a tool", remedy: ["pass-results-whole", "no-silent-truncation"]},
  results: {what: "the first of several results of tools", remedy: ["pass-every-result", "pass-results-whole"]},
  users: {what: "the first of two user messages", remedy: ["pass-every-message", "no-silent-truncation"]},
  assistant: {what: "what the assistant said", remedy: ["pass-what-the-assistant-said", "no-silent-truncation"]},
  description: {what: "the description of a tool", remedy: ["pass-descriptions-of-tools", "ask-the-engine-directly"]}
};

# Where no stream calls, the tools may be lost as a whole, which another check reports. Where any turn but the last is lost, the check of the same words over several turns says so.
def last_turn_alone: [.transcripts[] | select(.case.expect.same_words? != null and answered == true)] as $all
  | [(1, 3) as $step | [$all[] | select(.step == $step) | .response.assembled.usage | objects | .prompt_tokens | numbers][0]]
  | all(.[]; . != null) and .[1] < .[0] * 0.8;

# Where every system message is lost, that is one cause.
def causes: [.[] | select(.part != "prompt" or .tokens * 40 < .bytes)]
  | (map(.part) | (index(["prompt"]) != null)) as $all
  | group_by(if $all and (.part | . == "system" or . == "systems") then "prompt" else .part end)[]
  | {told: (told[if $all and (map(.part) | index(["prompt"]) != null) then "prompt" else .[0].part end]), of: .};

def applies: if asked_of == [] then "no answer to a conversation counts its prompt" else true end;
def check: .transcripts as $all | last_turn_alone as $alone | any(.transcripts[]; asked.stream == true and calls != []) as $tooled
  | [asked_of | map(select(lost and ($tooled and (.called | not) or .part != "description") and (($alone and (.part | . == "history" or . == "users" or . == "assistant")) | not))) | causes]
  | expect(. == []; .[] | .told as $told | .of as $lost | ($lost | map(.part)) as $parts
      | finding("\($told.what) does not reach the model whole: the prompt counts \($lost[0].tokens) tokens for \($lost[0].bytes) bytes of messages, and the answer does not know \($lost[0] | unknown | join(" and "))";
          "\($lost[0].id), usage.prompt_tokens"; $lost[0].said | excerpt; $told.remedy)
        # What a model cannot know it cannot say.
        + {explains: {checks: ["turns/uses-the-result", "tools/expected-calls", "turns/matches-results-by-id", "usage/prompt-is-whole", "usage/keeps-the-head"],
            transcripts: ([$lost[].file] + if $parts | index(["result"]) then [$all[] | select(any(asked.messages[]?; .role? == "tool")) | file] else [] end)}});
