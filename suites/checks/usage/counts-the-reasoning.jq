module {
  requirement: "`completion_tokens` includes the reasoning.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "Create chat completion: `max_completion_tokens`, \"including [...] reasoning tokens\"",
  level: "should",
  impact: "loss",
  concerns: "protocol",
  over: "run",
  breaks: [
    {
      does:
        "agents show too little usage, and reserve too few tokens for the next reasoning",
      measured: false
    }
  ],
  remedy: ["count-the-reasoning", "count-in-the-engine"],
  seen: [],
  passes: [
    {transcripts: [{response: {assembled: {
      choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
      usage: {prompt_tokens: 9, completion_tokens: 12}
    }}}]}
  ],
  fails: [
    {transcripts: [
      {
        case: {id: "a"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "b"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "c"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "d"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "e"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "f"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "g"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      },
      {
        case: {id: "h"},
        response: {assembled: {
          choices: [{reasoning: "The user greets me and I greet back.", content: "Hello."}],
          usage: {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11}
        }}
      }
    ]}
  ]
};

include "lib/transcript";

def words(texts): [texts | strings | scan("\\S+")] | length;

# The usage has no field for the reasoning, and its total leaves no room for a separate count.
def leaves_the_reasoning_open:
  type == "object"
  and (.completion_tokens | type) == "number"
  and [.. | objects | .reasoning_tokens? | numbers] == []
  and ((.total_tokens // null) == null
    or .total_tokens == (.prompt_tokens // 0) + .completion_tokens);

# Non-streamed answers that have reasoning.
def counted: [
  .transcripts[]
  | select(answered == true and .response.assembled.streamed != true)
  | select((choices | length) == 1 and (choices[0].reasoning | trimmed) != "")
  | .response.assembled.usage as $usage
  | select($usage | leaves_the_reasoning_open)
  | {
      tokens: $usage.completion_tokens,
      reasoning: words(choices[0].reasoning),
      rest: words(choices[0] | .content, (.tool_calls // [] | .[] | .arguments)),
      at: .case.id?
    }
];

def applies: only_if(counted != [];
  "no non-streamed answer has reasoning and a usage without `reasoning_tokens`");

# Except with rare tokenizers, a word has at least one token. The reasoning is not counted if, in
# half of the answers and at least eight, the count holds the rest of the answer but not both.
def check:
  counted as $all
  | [$all[] | select(.tokens < .reasoning + .rest)] as $too_small
  | [$all[] | select(.tokens * 1.2 + 1 >= .rest)] as $plausible
  | expect(($too_small | length) < 8
        or ($too_small | length) * 2 < ($all | length)
        or ($plausible | length) * 10 < ($all | length) * 9;
      $too_small[0]
      | finding("`completion_tokens` is smaller than the number of words of reasoning and answer "
            + "in \($too_small | length) of \($all | length) non-streamed answers, but large "
            + "enough for the answer alone";
          "\(.at), usage.completion_tokens";
          "\(.tokens) tokens, \(.reasoning) words of reasoning, \(.rest) other words"));
