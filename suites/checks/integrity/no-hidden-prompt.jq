module {
  requirement: "The prompt holds what was sent, and little else.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "may",
  concerns: "protocol",
  over: "case",
  expects: "overhead",
  breaks: [{program: "46 of 51 clients", does: "count more tokens than they sent, with every request", shown: ["openai-python/stream:integ.hidden-prompt-300", "pydantic-ai/run:integ.hidden-prompt-300"]},
    {does: "are answered under instructions that nobody sent", measured: false}],
  remedy: ["find-the-hidden-prompt"],
  passes: [{transcripts: [{step: 1, response: {assembled: {usage: {prompt_tokens: 214}}}}, {step: 2, response: {assembled: {usage: {prompt_tokens: 414}}}}]},
    {transcripts: [{step: 1, response: {assembled: {usage: {prompt_tokens: 290}}}}, {step: 2, response: {assembled: {usage: {prompt_tokens: 490}}}}]}],
  fails: [{transcripts: [{step: 1, response: {assembled: {usage: {prompt_tokens: 514}}}}, {step: 2, response: {assembled: {usage: {prompt_tokens: 714}}}}]}]
};

include "lib/transcript";

def counted($step): [.transcripts[] | select(.step == $step and answered == true) | .response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0)][0];

# The second prompt has twice the filling, so what is left of the first without its filling was not sent: what a
# chat template writes around a message, and the few words before the filling, are less than 150 tokens.
def unsent: counted(1) * 2 - counted(2);

def applies: when(if counted(1) == null or counted(2) == null then "there are not two answers that count their prompts" else true end,
  if counted(2) < counted(1) * 1.1 then "the count does not grow with the prompt" else true end);
def check: unsent as $tokens
  | expect($tokens <= 150; finding("the prompt counts some \($tokens) tokens that were not sent"; "usage.prompt_tokens"; "\(counted(1)), \(counted(2))"));
