module {
  requirement: "The same request counts the same `prompt_tokens` each time.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  clause: "The chat completion object: `usage.prompt_tokens`, \"Number of tokens in the prompt.\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  over: "run",
  breaks: [
    {
      does: "an agent misjudges the size of its context; answers may mix texts of several users",
      measured: false
    }
  ],
  remedy: ["one-request-at-a-time-in-the-gateway", "ask-the-engine-directly"],
  seen: [],
  passes: [
    {transcripts: [
      {
        case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "1", usage: {prompt_tokens: 30, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "2", usage: {prompt_tokens: 31, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "3", usage: {prompt_tokens: 5, prompt_tokens_details: {cached_tokens: 25}},
          choices: [{content: "OK"}]
        }}
      }
    ]}
  ],
  fails: [
    {transcripts: [
      {
        case: {id: "a"}, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "4", usage: {prompt_tokens: 95, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "5", usage: {prompt_tokens: 30, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}},
        response: {assembled: {
          id: "6", usage: {prompt_tokens: 91, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "b"}, trial: 1, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {
          id: "7", usage: {prompt_tokens: 12, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      },
      {
        case: {id: "b"}, trial: 2, request: {body: {messages: [{content: "B"}]}},
        response: {assembled: {
          id: "8", usage: {prompt_tokens: 80, prompt_tokens_details: {cached_tokens: 0}},
          choices: [{content: "OK"}]
        }}
      }
    ]}
  ]
};

include "lib/transcript";
include "lib/run";

# The prompt tokens of an answer: without and with the cached tokens, if the answer counts them.
def prompt_tokens:
  .response.assembled.usage | objects
  | (.prompt_tokens | numbers | select(. > 0)) as $own
  | (.prompt_tokens_details | objects | .cached_tokens | numbers) as $cached
  | [$own, $own + $cached];

# The digest of a run leaves out long texts, so two different long requests may look equal.
def complete_in_digest:
  all(asked.messages[]? | objects; .content != null or (.tool_calls // []) != []);

def same_request:
  [asked.stream == true, question, (asked | .reasoning_effort, .chat_template_kwargs, .verbosity)];

# Equal requests, with the counts of their prompts in the order in which they were sent. An id that
# occurs twice means a repeated answer: see cache/new-ids.
def repeated:
  [ in_order[]
    | select(answered == true and no_error == true and (.response.assembled.id | named))
    | select(complete_in_digest) ]
  | group_by(.response.assembled.id) | map(select(length == 1)[0])
  | in_order
  | map({request: same_request, case: .case.id, count: prompt_tokens})
  | group_by(.request)[]
  | select(length > 1)
  | {case: .[0].case, counts: map(.count)};

# A template with the time of day counts a few tokens more or less.
def far_apart: (max - min) as $span | $span > 8 and $span * 10 > max;

# If most counts are far larger than their requests, the counts are sums of several answers: see
# usage/counts-one-answer.
def summed:
  [ .[]
    | select(answered == true)
    | prompt_tokens[0] > (asked | [.messages, .tools] | tojson | utf8bytelength) + 1000 ]
  | ([.[] | select(.)] | length) * 2 >= length;

def differing:
  if summed then [] else [repeated | select(all(.counts | transpose[]; far_apart))] end;

def applies: unless([.transcripts | repeated] == []; "no request was sent twice and counted");

# A single wrong count may be an accident; two requests show a pattern.
def check:
  .transcripts as $all
  | (.transcripts | differing) as $differing
  | [$differing[0].counts[]? | .[0]] as $counts
  | expect(($differing | length) < 2;
      finding("the same request counts different prompt tokens each time, as if several servers "
          + "answered or requests were mixed, in \($differing | length) requests: "
          + ($counts | join(", "));
        "\($differing[0].case), usage.prompt_tokens"; $counts | tojson)
      + {explains: {
          transcripts: [$all[] | file],
          checks: [
            "turns/keeps-the-conversation", "turns/reads-it-all", "usage/prompt-is-whole",
            "usage/keeps-the-head", "tools/reach-the-model", "usage/counts-the-tools",
            "integrity/no-hidden-prompt", "usage/adds-up"
          ]
        }});
