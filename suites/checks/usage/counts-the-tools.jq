module {
  requirement: "`prompt_tokens` includes the tools that a request offers.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.prompt_tokens`, \"Number of tokens in the prompt.\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {
      does: "agents that watch the size of the context shorten it too late, and exceed the window",
      measured: false
    }
  ],
  remedy: ["count-the-tools"],
  seen: [],
  passes: [
    {
      request: {body: {tools: [{function: {
        name: "f",
        parameters: {enum: [
          "Boats cross the lake from the north to the south, and buses meet them at the pier 01.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 02.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 03.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 04.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 05.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 06.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 07.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 08.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 09.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 10.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 11.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 12.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 13.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 14.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 15.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 16.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 17.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 18.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 19.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 20.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 21.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 22.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 23."
        ]}
      }}]}},
      response: {assembled: {
        usage: {prompt_tokens: 900, prompt_tokens_details: {cached_tokens: 0}},
        choices: [{index: 0, tool_calls: [{name: "f"}]}]
      }}
    }
  ],
  fails: [
    {
      request: {body: {tools: [{function: {
        name: "f",
        parameters: {enum: [
          "Boats cross the lake from the north to the south, and buses meet them at the pier 01.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 02.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 03.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 04.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 05.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 06.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 07.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 08.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 09.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 10.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 11.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 12.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 13.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 14.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 15.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 16.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 17.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 18.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 19.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 20.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 21.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 22.",
          "Boats cross the lake from the north to the south, and buses meet them at the pier 23."
        ]}
      }}]}},
      response: {assembled: {
        usage: {prompt_tokens: 20, prompt_tokens_details: {cached_tokens: 0}},
        choices: [{index: 0, tool_calls: [{name: "f"}]}]
      }}
    }
  ]
};

include "lib/transcript";
include "lib/tools";

def cached_tokens:
  .response.assembled.usage | objects
  | .prompt_tokens_details? | objects
  | .cached_tokens | numbers;

# Some servers count cached tokens separately.
def prompt_tokens:
  ([cached_tokens][0] // 0) as $cached
  | .response.assembled.usage | objects | .prompt_tokens | numbers
  | . + $cached
  | select(. > 0);

def bytes_of_tools: asked.tools // [] | tojson | utf8bytelength;

# A call shows that the tools reached the model.
def applies: when(
  answered,
  no_error,
  called,
  unless([prompt_tokens] == []; "the answer does not count its prompt"),
  unless([cached_tokens] == []; "a cache may hold a part of the prompt that is not counted"),
  unless(bytes_of_tools < 2000; "the tools are short"));

# No tokenizer has tokens of twelve bytes on average.
def check:
  prompt_tokens as $tokens
  | bytes_of_tools as $bytes
  | expect($tokens * 12 >= $bytes;
      finding("the prompt counts \($tokens) tokens, but the tools alone have \($bytes) bytes; "
          + "they reached the model, because it calls one of them";
        "usage.prompt_tokens"; $tokens | tostring));
