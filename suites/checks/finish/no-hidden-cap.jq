module {
  requirement: "An answer may grow as long as `max_tokens` allows: nothing cuts it at a lower limit of its own.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "OpenCode 1.18.33 and pi 0.73.1", does: "end the turn with an empty answer and no error", shown: ["opencode-serve/all:reason.budget-eats-answer", "opencode-native-serve/all:reason.budget-eats-answer", "pi:reason.budget-eats-answer"]},
    {does: "files and long answers are cut in the middle, however high the limit of the agent is", measured: false}
  ],
  remedy: ["raise-the-output-maximum", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "b"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 90, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "c"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 50, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "d"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 60, completion_tokens: 70}, choices: [{finish_reason: "length"}]}}}]}],
  fails: [{transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "a.stream"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "b"}, request: {body: {max_completion_tokens: 512}}, response: {assembled: {usage: {prompt_tokens: 90, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "c"}, request: {body: {max_tokens: 1024}}, response: {assembled: {usage: {prompt_tokens: 50, completion_tokens: 64}, choices: [{finish_reason: "length"}]}}},
      {case: {id: "d"}, request: {body: {max_tokens: 16}}, response: {assembled: {usage: {prompt_tokens: 60, completion_tokens: 16}, choices: [{finish_reason: "length"}]}}}]}]
};

include "lib/transcript";
include "lib/run";

def spent: .response.assembled.usage | objects | .completion_tokens | numbers;
def limit: asked | (.max_completion_tokens // .max_tokens) | numbers;
# Answers of one choice that count their tokens.
def counted: [.transcripts[] | select(answered == true and (choices | length) == 1 and [spent] != [])];
# Those that were cut well before what was allowed.
def short: [counted[] | select(choices[0].finish_reason == "length" and [limit] != [] and spent < 0.9 * limit)];

def applies: if short | length < 4 then "fewer than four answers were cut before their limit" else true end;
# A context that is full gives another count for each prompt, and tokens that are not counted give any count: only a limit
# stops answers to different prompts at the same count, and then no answer is longer.
def check: short as $short | ($short[0] | spent) as $cap | counted as $counted
  | expect(any($short[]; spent != $cap) or ([$short[] | family] | unique | length < 3)
      or ([$short[].response.assembled.usage.prompt_tokens] | unique | length < 3) or any($counted[]; spent > $cap);
      finding("all \($short | length) answers that were cut end at \($cap) tokens, though \([$short[] | limit] | unique | map(tostring) | join(", ")) were allowed, and no answer is longer"; "usage.completion_tokens";
        "length at \($cap) tokens after prompts of \([$short[].response.assembled.usage.prompt_tokens | numbers] | "\(min) to \(max)") tokens")
      + {explains: {transcripts: [$short[] | file], checks: checks_of_words}});
