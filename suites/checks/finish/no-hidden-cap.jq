module {
  requirement:
    "The server does not cut an answer at a lower limit than the request's `max_tokens`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-max_completion_tokens",
  clause:
    "Create chat completion: `max_completion_tokens`, an upper bound for the tokens of the answer",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {program: "OpenCode 1.18.33 and pi 0.73.1",
      does: "end the turn with an empty answer and no error",
      shown: ["opencode-serve/all:reason.budget-eats-answer",
        "opencode-native-serve/all:reason.budget-eats-answer", "pi:reason.budget-eats-answer"]},
    {does: "files and long answers are cut in the middle, however high the limit of the agent is",
      measured: false}
  ],
  remedy: ["raise-the-output-maximum", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "b"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 90, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "c"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 50, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "d"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 60, completion_tokens: 70},
          choices: [{finish_reason: "length"}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {id: "a"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "a.stream"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 30, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "b"}, request: {body: {max_completion_tokens: 512}},
        response: {assembled: {usage: {prompt_tokens: 90, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "c"}, request: {body: {max_tokens: 1024}},
        response: {assembled: {usage: {prompt_tokens: 50, completion_tokens: 64},
          choices: [{finish_reason: "length"}]}}},
      {case: {id: "d"}, request: {body: {max_tokens: 16}},
        response: {assembled: {usage: {prompt_tokens: 60, completion_tokens: 16},
          choices: [{finish_reason: "length"}]}}}]}
  ]
};

include "lib/transcript";
include "lib/run";

def spent: .response.assembled.usage | objects | .completion_tokens | numbers;
def limit: asked | (.max_completion_tokens // .max_tokens) | numbers;

# Answers with one choice and a count of tokens.
def counted: [.transcripts[]
  | select(answered == true and (choices | length) == 1 and [spent] != [])];

# Those that were cut well below their limit.
def short: [counted[]
  | select(choices[0].finish_reason == "length" and [limit] != [] and spent < 0.9 * limit)];

def applies: unless(short | length < 4; "fewer than four answers were cut before their limit");

# A full context stops each prompt at a different count, and uncounted tokens lead to any count.
# Only a hidden limit stops answers to different prompts at one count, and then no answer is longer.
def check: short as $short
  | ($short[0] | spent) as $cap
  | counted as $counted
  | ([$short[] | limit] | unique | map(tostring) | join(", ")) as $limits
  | ([$short[].response.assembled.usage.prompt_tokens | numbers] | "\(min) to \(max)") as $prompts
  | expect(any($short[]; spent != $cap)
        or ([$short[] | family] | unique | length < 3)
        or ([$short[].response.assembled.usage.prompt_tokens] | unique | length < 3)
        or any($counted[]; spent > $cap);
      finding("all \($short | length) answers that were cut end at \($cap) tokens, "
            + "though \($limits) were allowed, and no answer is longer";
          "usage.completion_tokens";
          "length at \($cap) tokens after prompts of \($prompts) tokens")
        + {explains: {transcripts: [$short[] | file], checks: checks_of_words}});
