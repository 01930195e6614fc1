module {
  requirement: "All answers of a run come from the model that is asked for, by the name that they give.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-model",
  level: "should",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "an agent is answered by a weaker model now and then, which no error tells: calls come as words, or wrong", measured: false}],
  remedy: ["gateway-fallback"],
  seen: [],
  passes: [{transcripts: [{case: {id: "a"}, request: {body: {model: "m"}}, response: {assembled: {model: "m-2026", choices: [{content: "OK"}]}}}, {case: {id: "b"}, request: {body: {model: "m"}}, response: {assembled: {model: "m-2026", choices: [{content: "OK"}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, request: {body: {model: "m"}}, response: {assembled: {model: "m", choices: [{content: "OK"}]}}}, {case: {id: "b"}, request: {body: {model: "m"}}, response: {assembled: {model: "m", choices: [{content: "OK"}]}}},
    {case: {id: "c"}, request: {body: {model: "m"}}, response: {assembled: {model: "mini", choices: [{content: "OK"}]}}}]}]
};

include "lib/transcript";

# The names that answers of one mode give, the most frequent first: the two modes may be written by two programs.
def names: [.transcripts[] | select(answered == true and choices != [] and (asked.model | strings | test("(^|/)auto$") | not)) | {case: .case.id, asked: [(asked.model | strings), asked.stream == true], name: (.response.assembled.model | select(named))}]
  | group_by(.asked)[] | group_by(.name) | sort_by(-length) | select(length > 1);

def applies: if [.transcripts[] | select(answered == true and (.response.assembled.model | named))] | length < 2 then "fewer than two answers name their model" else true end;
def check: [names] as $all
  | expect($all == []; $all[0] as $groups | ($groups | map(length) | add) as $count
      | finding("\($count - ($groups[0] | length)) of \($count) answers name another model than the others: \($groups[1][0].name | shown), not \($groups[0][0].name | shown)";
          "first in \($groups[1][0].case)"; $groups[1][0].name | excerpt));
