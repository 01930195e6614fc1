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
    {transcripts: [{step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 3000}}}}, {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 4096}}}}]},
    {case: {expect: [{needle: "tamarind"}]}, transcripts: [{step: 1, request: {body: {messages: [{role: "system", content: "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four."}]}},
        response: {status: 200, assembled: {choices: [{content: "I do not know."}], usage: {prompt_tokens: 8}}}}, {step: 2, response: {status: 200, assembled: {choices: [{content: "I do not know."}], usage: {prompt_tokens: 8}}}}]}]
};

include "lib/transcript";

def counted($step): [.transcripts[] | select(.step == $step and answered == true) | .response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0)][0];
def applies: if counted(1) == null or counted(2) == null then "there are not two answers that count their prompts" else true end;

# The count has room for no more than a small part of the shorter prompt, which fits every window: a message is missing. Where
# the model knows its beginning, the count is wrong, or the rest is missing.
def size: [.transcripts[] | select(.step == 1) | asked.messages // [] | tojson | utf8bytelength][0] // 0;
def needle: [.case.expect | arrays | .[] | .needle | strings][0];
def known($step): needle as $needle | $needle != null and any(.transcripts[] | select(.step == $step) | choices[].content | strings; test($needle; "i"));

def check: counted(1) as $short | counted(2) as $long | size as $size | (known(1) or known(2)) as $known
  | expect($long >= $short * 1.5;
      if $short * 20 >= $size then finding("a prompt counts \($short) tokens, and one twice as long \($long)"; "usage.prompt_tokens"; "\($short), \($long)")
      elif $known then finding("a prompt of \($size) bytes counts \($short) tokens, and one twice as long \($long), though the model knows its beginning: it is counted wrongly, or cut behind that"; "usage.prompt_tokens"; "\($short), \($long)"; ["count-in-the-engine", "no-silent-truncation"])
      else finding("a prompt of \($size) bytes counts \($short) tokens, and one twice as long \($long): its system message is lost"; "usage.prompt_tokens"; "\($short), \($long)"; ["keep-the-system-message", "chat-template"]) end);
