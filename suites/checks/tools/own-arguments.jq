module {
  requirement: "The arguments belong to their call, not to another call or another request.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "No specification requires this, but clients run each call with its own arguments.",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "an agent writes one user's text into another's file, or swaps the input of two tools",
     measured: false}],
  remedy: ["keep-arguments-with-their-call"],
  passes: [{transcripts: [
    {case: {id: "a"},
      request: {body: {messages: [{role: "user",
        content: "Note: The ferry leaves Zurich at nine."}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "note",
        arguments: "{\"text\": \"The ferry leaves Zurich at nine.\"}",
        parsed: {text: "The ferry leaves Zurich at nine."}}]}]}}},
    {case: {id: "b"}, request: {body: {messages: [{role: "user", content: "Note something."}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "note",
        arguments: "{\"text\": \"A text of the model's own making.\"}",
        parsed: {text: "A text of the model's own making."}}]}]}}}]}],
  fails: [
    {transcripts: [
      {case: {id: "a"},
        request: {body: {messages: [{role: "user",
          content: "Note: The ferry leaves Zurich at nine."}]}},
        response: {assembled: {choices: [{tool_calls: []}]}}},
      {case: {id: "b"}, request: {body: {messages: [{role: "user", content: "Note something."}]}},
        response: {assembled: {choices: [{tool_calls: [{name: "note",
          arguments: "{\"text\": \"The ferry leaves Zurich at nine.\"}",
          parsed: {text: "The ferry leaves Zurich at nine."}}]}]}}}]},
    {transcripts: [
      {case: {id: "a"},
        request: {body: {tools: [
          {function: {name: "f", parameters: {properties: {x: {}}, required: ["x"]}}},
          {function: {name: "g"}}]}},
        response: {assembled: {choices: [{tool_calls: [
          {name: "f", parsed: {}},
          {name: "g", parsed: {x: 1}}]}]}}},
      {case: {id: "a.stream"},
        request: {body: {stream: true,
          tools: [
            {function: {name: "f", parameters: {properties: {x: {}}, required: ["x"]}}},
            {function: {name: "g"}}]}},
        response: {assembled: {choices: [{tool_calls: [
          {name: "f", parsed: {}},
          {name: "g", parsed: {x: 1}}]}]}}}]}]
};

include "lib/transcript";

def answers: .transcripts[] | select(answered == true and calls != []);

# The texts of a call that are too long to be equal by chance. If the arguments cannot be read, the
# first of them.
def long_texts:
  if (.parsed | type) == "object" then .parsed | .. | strings
  else
    .arguments | strings | [match(": ?\"([^\"\\\\]{24,})").captures[0].string][0] // empty
  end
  | select(length >= 24);

# All texts of the request; null if the digest of the run omits some of them.
def own_text:
  if any(asked.messages[]?; .content == null and .tool_calls == null) then null
  else [asked | .messages, .tools | .. | strings] | join("\n") end;

# Calls with a text that their own request does not contain.
def invented:
  answers
  | select(.case.expect.own_word? == null)
  | . as $one
  | own_text | values | . as $own
  | $one
  | calls[]
  | . as $call
  | [long_texts | select(. as $text | $own | contains($text) | not)][0] | values
  | {one: $one, call: $call, text: .};

# The same calls, if another request contains the text: each text is searched for once.
def foreign:
  [.transcripts[]
    | {from: .case.id, said: [asked.messages[]? | select(.role? == "user") | .content | strings]}
    | select(.said != [])] as $requests
  | [invented] as $all
  | (reduce ($all | map(.text) | unique[]) as $text ({};
      .[$text] = [first($requests[] | select(any(.said[]; contains($text))))][0])) as $sources
  | $all[]
  | . as $call
  | $sources[.text] | values
  | $call + {from};

# The arguments have only names that the schema knows, and all that it requires.
def fits($tool):
  (.parsed | keys) as $keys
  | ($tool.parameters | if type == "object" then . else {} end)
  | ((.required // []) - $keys) == [] and ($keys - (.properties // {} | keys)) == [];
def two_calls: [
  answers
  | select(calls
      | length == 2 and .[0].name != .[1].name and all(.[]; (.parsed | type) == "object"))];
def swapped:
  tools_offered as $tools
  | calls
  | . as $calls
  | [$calls[].name as $name | [$tools[] | select(.name == $name)][0]] as $own
  | all($own[]; . != null)
    and ($calls[0] | fits($own[1]) and (fits($own[0]) | not))
    and ($calls[1] | fits($own[0]) and (fits($own[1]) | not));

def applies: unless([answers] == []; "no answer makes a tool call");

def explained: ["tools/arguments-fit-the-schema", "tools/expected-arguments",
  "tools/exact-arguments", "tools/arguments-are-json", "tools/keeps-tags",
  "tools/keeps-white-space", "tools/not-recoded"];

# Swapped arguments in one answer are a mistake of the model, but not in all answers of both modes.
def check:
  [foreign] as $foreign
  | two_calls as $two
  | ($two != [] and ($two | map(asked.stream == true) | unique | length) == 2
      and all($two[]; swapped)) as $swapped
  | explained as $checks
  | expect($foreign == [] and ($swapped | not);
      (select($foreign != [])
        | $foreign[0]
        | finding("the arguments of \(.call.name | shown) contain a text that only another "
              + "request contains: \(.from)";
            "\(.one.case.id), \(.call.at // "choice 0")"; .text | excerpt;
            ["speculative-decoding", "cache-key"])
          + {explains: {$checks, transcripts: [$foreign[].one | file]}}),
      (select($swapped)
        | $two[0]
        | finding("the arguments of two calls are swapped in all \($two | length) answers with two "
              + "calls: each fits the other's function, and not its own";
            .case.id; [calls[] | "\(.name)(\(.arguments))"] | excerpt)
          + {explains: {$checks, transcripts: [$two[] | file]}}));
