module {
  requirement: "A prompt twice as long counts about twice as many tokens.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "must",
  concerns: "protocol",
  over: "case",
  expects: "growth",
  breaks: [
    {program: "smolagents", version: "1.26.0", does: "ends with a wrong answer and no error where its instructions are lost", shown: ["smolagents/code:multiturn.system-dropped"]},
    {does: "an agent loses its instructions and its tools, and behaves as if it had none", measured: false}
  ],
  remedy: ["raise-context", "no-silent-truncation"],
  seen: ["ollama/ollama#3839", "ollama/ollama#17427", "itayinbarr/little-coder#128", "ollama/ollama#10980", "earendil-works/pi#133"],
  passes: [{transcripts: [{step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 3000}}}}, {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 5900}}}}]}],
  fails: [{transcripts: [{step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 2048}}}}, {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 2048}}}}]},
    {transcripts: [{step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 3000}}}}, {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 4096}}}}]}]
};

include "lib/transcript";

def counted($step): [.transcripts[] | select(.step == $step and answered == true) | .response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0)][0];
def applies: if counted(1) == null or counted(2) == null then "there are not two answers that count their prompts" else true end;
def check: counted(1) as $short | counted(2) as $long
  | expect($long >= $short * 1.5;
      finding("a prompt counts \($short) tokens, and one twice as long \($long)"; "usage.prompt_tokens"; "\($short), \($long)"));
