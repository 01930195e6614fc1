module {
  requirement: "The prompt contains at most 150 tokens that were not in the request.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "Chat Completions, the chat completion object: `usage.prompt_tokens`",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  over: "case",
  expects: "overhead",
  breaks: [
    {program: "46 of 51 clients", does: "count more tokens than they sent, with every request",
      shown: ["openai-python/stream:integ.hidden-prompt-300",
        "pydantic-ai/run:integ.hidden-prompt-300"]},
    {does: "answers follow instructions that neither the user nor the client sent",
      measured: false}
  ],
  remedy: ["find-the-hidden-prompt"],
  passes: [
    {transcripts: [
      {step: 1, response: {assembled: {usage: {prompt_tokens: 214}}}},
      {step: 2, response: {assembled: {usage: {prompt_tokens: 414}}}}]},
    {transcripts: [
      {step: 1, response: {assembled: {usage: {prompt_tokens: 290}}}},
      {step: 2, response: {assembled: {usage: {prompt_tokens: 490}}}}]}
  ],
  fails: [
    {transcripts: [
      {step: 1, response: {assembled: {usage: {prompt_tokens: 514}}}},
      {step: 2, response: {assembled: {usage: {prompt_tokens: 714}}}}]}
  ]
};

include "lib/transcript";

def counted($step): [.transcripts[]
  | select(.step == $step and answered == true)
  | .response.assembled.usage
  | objects
  | .prompt_tokens
  | numbers
  | select(. > 0)][0];

# The second prompt has the filler text of the first one twice, so the difference is the filler. The
# rest of the first prompt is the text of the chat template, a few words before the filler, and
# everything that was not sent. Template and words are less than 150 tokens.
def unsent: counted(1) * 2 - counted(2);

def applies: when(
  unless(counted(1) == null or counted(2) == null;
    "there are not two answers that count their prompts"),
  unless(counted(2) < counted(1) * 1.1; "the count does not grow with the prompt"));

def check: unsent as $tokens
  | expect($tokens <= 150;
      finding("the prompt contains about \($tokens) tokens that were not sent";
        "usage.prompt_tokens"; "\(counted(1)), \(counted(2))"));
