module {
  requirement: "A whole answer tells what it used.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "agents cannot see how full the context is, and shorten the conversation too late", measured: false}],
  remedy: ["pass-usage-on", "update-the-server"],
  seen: ["ollama/ollama#17427"],
  passes: [{response: {assembled: {streamed: false, usage: {total_tokens: 3}, choices: [{index: 0}]}}}],
  fails: [{response: {assembled: {streamed: false, usage: null, choices: [{index: 0}]}}}, {response: {assembled: {streamed: false, usage: {}, choices: [{index: 0}]}}}]
};

include "lib/transcript";

def applies: when(answered, whole, if .response.assembled.error then "the answer is an error" else true end,
  if asked.stream == true then "a stream was asked for" else true end,
  if choices == [] then "there is no choice" else true end);
def check: .response.assembled.usage | expect(. != null and . != {}; finding("the answer has no `usage`"; "usage"; shown));
