module {
  requirement: "The same request counts the same `prompt_tokens` each time.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "the answer counts another request, or was made of one: the agent's own count of its window is wrong, and words of others may be in it", measured: false}],
  remedy: ["one-request-at-a-time-in-the-gateway", "ask-the-engine-directly"],
  seen: [],
  passes: [{transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "1", usage: {prompt_tokens: 30, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "2", usage: {prompt_tokens: 31, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "3", usage: {prompt_tokens: 5, prompt_tokens_details: {cached_tokens: 25}}, choices: [{content: "OK"}]}}}]}],
  fails: [{transcripts: [{case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "4", usage: {prompt_tokens: 95, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "a"}, trial: 2, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "5", usage: {prompt_tokens: 30, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "a"}, trial: 3, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {id: "6", usage: {prompt_tokens: 91, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "b"}, trial: 1, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {id: "7", usage: {prompt_tokens: 12, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}},
    {case: {id: "b"}, trial: 2, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {id: "8", usage: {prompt_tokens: 80, prompt_tokens_details: {cached_tokens: 0}}, choices: [{content: "OK"}]}}}]}]
};

include "lib/transcript";
include "lib/run";

def count: .response.assembled.usage | objects | (.prompt_tokens | numbers | select(. > 0)) as $own | (.prompt_tokens_details | objects | .cached_tokens | numbers) as $cached | [$own, $own + $cached];

# The text of a long message is not in the digest of a run, so that two long requests may look alike.
def seen_whole: all(asked.messages[]? | objects; .content != null or (.tool_calls // []) != []);

# Requests that are equal, with the counts of their prompts in the order in which they were sent: as they are, or with
# what a cache held, where the answer says what it held. An id that came before says that the answer did, which is judged as that.
def counted: [in_order[] | select(answered == true and .response.assembled.error == null and (.response.assembled.id | named) and seen_whole)]
  | group_by(.response.assembled.id) | map(select(length == 1)[0]) | in_order
  | map({question: [asked.stream == true, question, (asked | .reasoning_effort, .chat_template_kwargs, .verbosity)], case: .case.id, count: count})
  | group_by(.question)[] | select(length > 1) | {case: .[0].case, counts: map(.count)};

# A template with the time of day counts a few tokens more or less.
def apart: (max - min) as $span | $span > 8 and $span * 10 > max;
# Where most counts are larger than their requests by far, they are added up, which is judged as that.
def summed: [.[] | select(answered == true) | count[0] > (asked | [.messages, .tools] | tojson | utf8bytelength) + 1000] | ([.[] | select(.)] | length) * 2 >= length;
def differing: if summed then [] else [counted | select(all(.counts | transpose[]; apart))] end;

def applies: if [.transcripts | counted] == [] then "no request was sent twice, and counted" else true end;
def check: .transcripts as $all | (.transcripts | differing) as $odd
  # One count that is off may be a slip of one answer; two requests show a habit.
  | expect(($odd | length) < 2; finding("\($odd | length) requests that were sent several times are counted differently each time, as if several servers answered or requests were mixed: \($odd[0].counts | map(.[0]) | join(", "))"; "\($odd[0].case), usage.prompt_tokens"; $odd[0].counts | map(.[0]) | tojson)
      + {explains: {transcripts: [$all[] | file], checks: ["turns/keeps-the-conversation", "turns/reads-it-all", "usage/prompt-is-whole", "usage/keeps-the-head", "tools/reach-the-model", "usage/counts-the-tools", "integrity/no-hidden-prompt", "usage/adds-up"]}});
