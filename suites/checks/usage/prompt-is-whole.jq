module {
  requirement: "A prompt that is twice as long has about twice as many `prompt_tokens`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.prompt_tokens`, \"Number of tokens in the prompt.\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "case",
  expects: "growth",
  breaks: [
    {
      program: "smolagents", version: "1.26.0",
      does: "ends with a wrong answer and without an error if its instructions are lost",
      shown: ["smolagents/code:multiturn.system-dropped"]
    },
    {
      does: "an agent loses its instructions and tools, and continues without them", measured: false
    }
  ],
  remedy: ["raise-context", "no-silent-truncation"],
  seen: [
    "ollama/ollama#3839", "ollama/ollama#17427", "itayinbarr/little-coder#128",
    "ollama/ollama#10980", "earendil-works/pi#133"
  ],
  passes: [
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 3000}}}},
      {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 5900}}}}
    ]}
  ],
  fails: [
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 2048}}}},
      {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 2048}}}}
    ]},
    {transcripts: [
      {step: 1, response: {status: 200, assembled: {usage: {prompt_tokens: 3000}}}},
      {step: 2, response: {status: 200, assembled: {usage: {prompt_tokens: 4096}}}}
    ]},
    {
      case: {expect: [{needle: "tamarind"}]},
      transcripts: [
        {
          step: 1,
          request: {body: {messages: [
            {
              role: "system",
              content:
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            },
            {
              role: "user",
              content:
                "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            }
          ]}},
          response: {
            status: 200,
            assembled: {choices: [{content: "I do not know."}], usage: {prompt_tokens: 8}}
          }
        },
        {
          step: 2,
          response: {
            status: 200,
            assembled: {choices: [{content: "I do not know."}], usage: {prompt_tokens: 8}}
          }
        }
      ]
    }
  ]
};

include "lib/transcript";

def prompt_tokens($step):
  [ .transcripts[]
    | select(.step == $step and answered == true)
    | .response.assembled.usage | objects | .prompt_tokens | numbers | select(. > 0) ][0];

def applies: unless(prompt_tokens(1) == null or prompt_tokens(2) == null;
  "there are not two answers that count their prompts");

def bytes_of_prompt:
  [.transcripts[] | select(.step == 1) | asked.messages // [] | tojson | utf8bytelength][0] // 0;

def needle: [.case.expect | arrays | .[] | .needle | strings][0];
def known($step):
  needle as $needle
  | $needle != null
    and any(.transcripts[] | select(.step == $step) | choices[].content | strings;
      test($needle; "i"));

# A count that has room for a small part of the shorter prompt alone, which fits every window: a
# message is missing. If the model knows the beginning of the prompt, the count is wrong, or the
# rest of the prompt is missing.
def check:
  prompt_tokens(1) as $short
  | prompt_tokens(2) as $long
  | bytes_of_prompt as $bytes
  | "usage.prompt_tokens" as $at
  | "\($short), \($long)" as $saw
  | (known(1) or known(2)) as $known
  | expect($long >= $short * 1.5;
      if $short * 20 >= $bytes then
        finding("a prompt counts \($short) tokens, and a prompt twice as long \($long)"; $at; $saw)
      else
        "a prompt of \($bytes) bytes counts \($short) tokens, and a prompt twice as long \($long)"
        | if $known then
            finding(. + ", although the model knows its beginning: the count is wrong, or the rest "
                + "of the prompt is truncated";
              $at; $saw; ["count-in-the-engine", "no-silent-truncation"])
          else
            finding(. + ": its system message is lost";
              $at; $saw; ["keep-the-system-message", "chat-template"])
          end
      end);
