module {
  requirement: "Usage reports the number of cached prompt tokens, even if it is zero.",
  reference: "https://platform.openai.com/docs/guides/prompt-caching",
  clause: "Prompt caching guide, Requirements: all requests \"will display a cached_tokens field\"",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  over: "case",
  expects: "warm",
  breaks: [{does: "clients cannot show whether the cache is used", measured: false}],
  remedy: ["tell-cached-tokens"],
  seen: ["vllm-project/vllm#44377", "vllm-project/vllm-ascend#9030", "gpustack/gpustack#5189"],
  passes: [
    {transcripts: [
      {step: 1, response: {assembled: {usage: {prompt_tokens: 9}}}},
      {
        step: 2,
        response: {assembled: {usage: {
          prompt_tokens: 9, prompt_tokens_details: {cached_tokens: 0}
        }}}
      }
    ]}
  ],
  fails: [
    {transcripts: [{
      step: 2, response: {assembled: {usage: {prompt_tokens: 9, prompt_tokens_details: null}}}
    }]},
    {transcripts: [
      {step: 2, response: {assembled: {usage: {prompt_tokens: 9}}}},
      {step: 4, response: {assembled: {usage: {prompt_tokens: 9, prompt_tokens_details: {}}}}}
    ]}
  ]
};

include "lib/transcript";

# The usage of answers to repeated prompts.
def usages: [
  .transcripts[]
  | select(.step % 2 == 0 and answered == true)
  | .response.assembled.usage | objects
  | select(.prompt_tokens | type == "number" and . > 0)
];

def applies: unless(usages == []; "there is no usage");

def check:
  usages
  | expect(any(.[]; (.prompt_tokens_details | objects | .cached_tokens | type) == "number");
      finding("no answer to a repeated prompt has a number `cached_tokens`";
        "usage.prompt_tokens_details"; .[0] | excerpt));
