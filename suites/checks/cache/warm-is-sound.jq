module {
  requirement: "A response to a cached prompt is as correct as a response to a new prompt.",
  reference: "https://platform.openai.com/docs/guides/prompt-caching#frequently-asked-questions",
  clause: "Prompt caching, FAQ: caching does not influence the output tokens or the response",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "case",
  expects: "warm",
  breaks: [
    {program: "52 of 55 clients", does: "end with garbage as their answer, without an error",
      shown: [
        "opencode-serve/all:cache.warm-answers-garbage",
        "openai-python/stream:cache.warm-answers-garbage"
      ]}
  ],
  remedy: ["turn-prefix-cache-off"],
  seen: [
    "jundot/omlx#2255", "tenstorrent/vllm#415", "vllm-project/vllm-ascend#5269",
    "LMCache/LMCache#4247", "LMCache/LMCache#3388"
  ],
  passes: [
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{content: "Hi"}]}}},
      {step: 2, response: {status: 200, assembled: {choices: [{content: "Ho"}]}}},
      {step: 3, response: {status: 200, assembled: {choices: [{content: "Hi"}]}}},
      {step: 4, response: {status: 200, assembled: {choices: [{content: "!!!!!!!!!!!!!!!!"}]}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{content: "Hi"}]}}},
      {step: 2, response: {status: 200, assembled: {choices: [{content: "!!!!!!!!!!!!!!!!"}]}}},
      {step: 3, response: {status: 200, assembled: {choices: [{content: "Hi"}]}}},
      {step: 4, response: {status: 200, assembled: {choices: [{content: "!!!!!!!!!!!!!!!!"}]}}}
    ]},
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{tool_calls: [{parsed: {a: 1}}]}]}}},
      {step: 2, response: {status: 200, assembled: {choices: [{tool_calls: [{parsed: null}]}]}}},
      {step: 3, response: {status: 200, assembled: {choices: [{content: "Hi"}]}}},
      {step: 4,
        response: {status: 200,
          assembled: {choices: [{content: "", reasoning: "ßßßßßßßßßßßßßßßßßßß"}]}}}
    ]}
  ]
};

include "lib/transcript";

# Output that no healthy model writes: one character repeated, an empty answer, lost characters,
# or broken arguments.
def garbage:
  type == "string" and (test("([^\\s\\-=_*#.~])\\1{11}") or contains("\ufffd"));
def sound:
  answered == true and choices != [] and .response.assembled.error == null
  and all(choices[];
    ([.content, .reasoning] | any(garbage) | not)
    and ((.content | trimmed) != "" or (.tool_calls // []) != [] or .finish_reason == "length")
    and all(.tool_calls // [] | .[];
      .finish_reason == "length" or (.parsed | type) == "object"));

def pairs:
  [ .transcripts
    | sort_by(.trial // 1, .step)
    | range(0; length - 1; 2) as $first
    | select(.[$first + 1].step == .[$first].step + 1)
    | {cold: .[$first], warm: .[$first + 1]} ];

def applies: unless(
  [pairs[] | select((.cold | complete) == true and (.warm | complete) == true)] | length < 2;
  "there are fewer than two pairs of complete responses");

# Fails only if the cached response is worse at least twice and never better: a random mistake of
# the model is as likely in either response.
def check:
  pairs
  | [.[] | select((.cold | sound) and (.warm | sound | not))] as $worse
  | [.[] | select((.cold | sound | not) and (.warm | sound))] as $better
  | length as $all
  | expect(($worse | length) < 2 or $better != [];
      $worse[0].warm
      | finding("the response to \($worse | length) of \($all) prompts is correct the first time "
            + "and broken when the prompt is repeated";
          "step \(.step)";
          (.response.assembled.choices[0]? | .content // .tool_calls) | excerpt));
