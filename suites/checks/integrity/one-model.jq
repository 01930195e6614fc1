module {
  requirement: "All answers of a run to the same requested model report the same `model`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-model",
  clause: "Chat Completions, the chat completion object: `model`",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {does: "a weaker model sometimes answers without an error: calls come as text, or are wrong",
      measured: false}
  ],
  remedy: ["gateway-fallback"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {model: "m"}},
        response: {assembled: {model: "m-2026", choices: [{content: "OK"}]}}},
      {case: {id: "b"}, request: {body: {model: "m"}},
        response: {assembled: {model: "m-2026", choices: [{content: "OK"}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {model: "m"}},
        response: {assembled: {model: "m", choices: [{content: "OK"}]}}},
      {case: {id: "b"}, request: {body: {model: "m"}},
        response: {assembled: {model: "m", choices: [{content: "OK"}]}}},
      {case: {id: "c"}, request: {body: {model: "m"}},
        response: {assembled: {model: "mini", choices: [{content: "OK"}]}}}]}
  ]
};

include "lib/transcript";

# The model names in the answers to one model and mode, the most frequent first. Two programs may
# write the two modes, so they are compared separately.
def names: [.transcripts[]
    | select(answered == true and choices != []
        and (asked.model | strings | test("(^|/)auto$") | not))
    | {
        case: .case.id,
        asked: [(asked.model | strings), asked.stream == true],
        name: (.response.assembled.model | select(named))
      }]
  | group_by(.asked)[]
  | group_by(.name)
  | sort_by(-length)
  | select(length > 1);

def naming: [.transcripts[] | select(answered == true and (.response.assembled.model | named))];

def applies: unless(naming | length < 2; "fewer than two answers report their model");

def check: [names] as $all
  | expect($all == [];
      $all[0] as $groups
      | ($groups | map(length) | add) as $count
      | $groups[1][0] as $other
      | finding("\($count - ($groups[0] | length)) of \($count) answers report another model: "
            + "\($other.name | shown), not \($groups[0][0].name | shown)";
          "first in \($other.case)"; $other.name | excerpt));
