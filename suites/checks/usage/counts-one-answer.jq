module {
  requirement: "The usage of an answer counts this answer alone, and no earlier ones.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage`, statistics for one completion request",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  breaks: [
    {
      does: "an agent shortens or ends its conversation after a few turns; bills grow ever faster",
      measured: false
    }
  ],
  remedy: ["count-each-answer-alone", "count-in-the-engine"],
  seen: [],
  passes: [
    {transcripts: [
      {
        case: {id: "a"}, timing: {started_ms: 1}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 900, completion_tokens: 3}}}
      },
      {
        case: {id: "a"}, timing: {started_ms: 2}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 900, completion_tokens: 3}}}
      }
    ]}
  ],
  fails: [
    {transcripts: [
      {
        case: {id: "a"}, timing: {started_ms: 1}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 1200, completion_tokens: 3}}}
      },
      {
        case: {id: "a"}, timing: {started_ms: 2}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 1500, completion_tokens: 6}}}
      },
      {
        case: {id: "b"}, timing: {started_ms: 3}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 1800, completion_tokens: 9}}}
      },
      {
        case: {id: "b"}, timing: {started_ms: 4}, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 2100, completion_tokens: 12}}}
      },
      {
        case: {id: "c"}, timing: {started_ms: 5}, request: {body: {messages: [{content: "C"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 2400, completion_tokens: 15}}}
      },
      {
        case: {id: "c"}, timing: {started_ms: 6}, request: {body: {messages: [{content: "C"}]}},
        response: {assembled: {choices: [{}], usage: {prompt_tokens: 2700, completion_tokens: 18}}}
      }
    ]}
  ]
};

include "lib/transcript";
include "lib/run";

def prompt_tokens: .response.assembled.usage | objects | .prompt_tokens | numbers;

# Short requests of text alone: a long request is not complete in a run's digest, and an image
# counts more tokens than its address has bytes.
def of_text_alone:
  [asked.messages[]? | objects | .content | arrays | .[] | objects | .type? | select(. != "text")]
  == [];

def counted: [
  .transcripts[]
  | select(answered == true and [prompt_tokens] != [])
  | select((asked | tojson | utf8bytelength < 3500) and of_text_alone)
  | {
      count: prompt_tokens,
      bytes: (asked | [.messages, .tools] | tojson | utf8bytelength),
      request: [question, asked.stream == true],
      transcript: .
    }
];

# Requests that were sent several times: the answers with the smallest and the largest count.
def series:
  group_by(.request)
  | map(select(length > 1) | {first: min_by(.count), last: max_by(.count)});

def applies: only_if(counted | series != []; "no request was sent twice");

# A token has at least one byte. A hidden prompt is equally long in each request, so it does not
# make the counts grow.
def check:
  counted as $all
  | [$all[] | select(.count > .bytes + 1000)] as $too_large
  | ($all | series) as $series
  | [$series[] | select(.last.count >= .first.count + 8)] as $growing
  | expect(($growing | length) < 3
        or ($growing | length) < 0.8 * ($series | length)
        or ($too_large | length) * 2 < ($all | length);
      ($growing | max_by(.last.count - .first.count)) as $most
      | finding("the same request of \($most.last.bytes) bytes counts \($most.first.count) prompt "
            + "tokens once and \($most.last.count) another time; the counts of "
            + "\($growing | length) of \($series | length) repeated requests grow";
          "\($most.last.transcript.case.id), usage.prompt_tokens"; $most.last.count | tostring)
        + {explains: {
            transcripts: [.transcripts[] | select([prompt_tokens] != []) | file],
            checks: [
              "integrity/no-hidden-prompt", "finish/fits-the-budget", "turns/counts-the-reasoning",
              "usage/adds-up", "usage/cached-within-the-prompt", "usage/counts-the-answer",
              "usage/keeps-the-head", "usage/prompt-is-whole",
              "usage/reasoning-within-the-answer", "usage/within-the-limit"
            ]
          }});
