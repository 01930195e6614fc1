module {
  requirement: "The arguments of a call are its own: neither those of the call beside it, nor those of another request.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "an agent writes the text of one user into the file of another, or runs each of two tools with what was meant for the other", measured: false}],
  remedy: ["keep-arguments-with-their-call"],
  passes: [{transcripts: [{case: {id: "a"}, request: {body: {messages: [{role: "user", content: "Note: The ferry leaves Zurich at nine."}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "note", arguments: "{\"text\": \"The ferry leaves Zurich at nine.\"}", parsed: {text: "The ferry leaves Zurich at nine."}}]}]}}},
    {case: {id: "b"}, request: {body: {messages: [{role: "user", content: "Note something."}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "note", arguments: "{\"text\": \"A text of the model's own making.\"}", parsed: {text: "A text of the model's own making."}}]}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, request: {body: {messages: [{role: "user", content: "Note: The ferry leaves Zurich at nine."}]}}, response: {assembled: {choices: [{tool_calls: []}]}}},
    {case: {id: "b"}, request: {body: {messages: [{role: "user", content: "Note something."}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "note", arguments: "{\"text\": \"The ferry leaves Zurich at nine.\"}", parsed: {text: "The ferry leaves Zurich at nine."}}]}]}}}]},
    {transcripts: [{case: {id: "a"}, request: {body: {tools: [{function: {name: "f", parameters: {properties: {x: {}}, required: ["x"]}}}, {function: {name: "g"}}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {}}, {name: "g", parsed: {x: 1}}]}]}}},
    {case: {id: "a.stream"}, request: {body: {stream: true, tools: [{function: {name: "f", parameters: {properties: {x: {}}, required: ["x"]}}}, {function: {name: "g"}}]}},
      response: {assembled: {choices: [{tool_calls: [{name: "f", parsed: {}}, {name: "g", parsed: {x: 1}}]}]}}}]}]
};

include "lib/transcript";

def answers: .transcripts[] | select(answered == true and calls != []);

# The texts of a call that are too long to be met by chance; of arguments that cannot be read, the first.
def long_texts: if (.parsed | type) == "object" then .parsed | .. | strings else .arguments | strings | [match(": ?\"([^\"\\\\]{24,})").captures[0].string][0] // empty end
  | select(length >= 24);

# All that the request says; null where the digest of the run leaves a part of it out.
def own_text: if any(asked.messages[]?; .content == null and .tool_calls == null) then null
  else [asked | .messages, .tools | .. | strings] | join("\n") end;

# Calls with a text that another request holds, and their own does not.
def foreign: . as $run | answers | select(.case.expect.own_word? == null) | . as $one | own_text | values | . as $own
  | $one | calls[] | . as $call | [long_texts | select(. as $text | $own | contains($text) | not)][0] | values | . as $text
  | [$run.transcripts[] | select(any(asked.messages[]?; .role? == "user" and (.content | type) == "string" and (.content | contains($text))))][0] | values
  | {one: $one, call: $call, text: $text, from: .case.id};

# Whether arguments have the names that a schema allows and wants.
def fits($tool): (.parsed | keys) as $keys | ($tool.parameters | if type == "object" then . else {} end)
  | ((.required // []) - $keys) == [] and ($keys - (.properties // {} | keys)) == [];
def two_calls: [answers | select(calls | length == 2 and .[0].name != .[1].name and all(.[]; (.parsed | type) == "object"))];
def swapped: tools_offered as $tools | calls | . as $calls
  | [$calls[].name as $name | [$tools[] | select(.name == $name)][0]] as $own
  | all($own[]; . != null) and ($calls[0] | fits($own[1]) and (fits($own[0]) | not)) and ($calls[1] | fits($own[0]) and (fits($own[1]) | not));

def applies: if [answers] == [] then "nothing was called" else true end;
# One answer with exchanged arguments is a slip of the model; all answers of both modes are not.
def check: [foreign] as $foreign | two_calls as $two
  | ($two != [] and ($two | map(asked.stream == true) | unique | length) == 2 and all($two[]; swapped)) as $swapped
  | ["tools/arguments-fit-the-schema", "tools/expected-arguments", "tools/exact-arguments", "tools/arguments-are-json", "tools/keeps-tags", "tools/keeps-white-space", "tools/not-recoded"] as $checks
  | expect($foreign == [] and ($swapped | not);
      (select($foreign != []) | $foreign[0]
        | finding("the arguments of \(.call.name | shown) hold a text that stands in another request alone, that of \(.from)"; "\(.one.case.id), \(.call.at // "choice 0")"; .text | excerpt;
            ["speculative-decoding", "cache-key"])
          + {explains: {$checks, transcripts: [$foreign[].one | file]}}),
      (select($swapped) | $two[0]
        | finding("the arguments of two calls are exchanged, in all \($two | length) answers with two calls: each fits the other's function, and not its own"; .case.id; [calls[] | "\(.name)(\(.arguments))"] | excerpt)
          + {explains: {$checks, transcripts: [$two[] | file]}}));
