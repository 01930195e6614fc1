module {
  requirement: "A non-streamed answer has `usage`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage`",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {
      does: "agents cannot see how full the context is, and shorten the conversation too late",
      measured: false
    }
  ],
  remedy: ["pass-usage-on", "update-the-server"],
  seen: ["ollama/ollama#17427"],
  passes: [
    {response: {assembled: {streamed: false, usage: {total_tokens: 3}, choices: [{index: 0}]}}}
  ],
  fails: [
    {response: {assembled: {streamed: false, usage: null, choices: [{index: 0}]}}},
    {response: {assembled: {streamed: false, usage: {}, choices: [{index: 0}]}}}
  ]
};

include "lib/transcript";

def applies: when(
  answered,
  whole,
  no_error,
  unless(asked.stream == true; "a stream was requested"),
  has_choices);

def check:
  .response.assembled.usage
  | expect(. != null and . != {}; finding("the answer has no `usage`"; "usage"; shown));
