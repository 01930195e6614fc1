module {
  requirement: "The usage of an answer counts its own tokens, and not those of earlier answers.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "an agent believes its context to be full after a few turns, and shortens or ends the conversation; bills grow with the square of the requests", measured: false}],
  remedy: ["count-each-answer-alone", "count-in-the-engine"],
  seen: [],
  passes: [{transcripts: [
      {case: {id: "a"}, timing: {started_ms: 1}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 900, completion_tokens: 3}}}},
      {case: {id: "a"}, timing: {started_ms: 2}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 900, completion_tokens: 3}}}}]}],
  fails: [{transcripts: [
      {case: {id: "a"}, timing: {started_ms: 1}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 1200, completion_tokens: 3}}}},
      {case: {id: "a"}, timing: {started_ms: 2}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 1500, completion_tokens: 6}}}},
      {case: {id: "b"}, timing: {started_ms: 3}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 1800, completion_tokens: 9}}}},
      {case: {id: "b"}, timing: {started_ms: 4}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 2100, completion_tokens: 12}}}},
      {case: {id: "c"}, timing: {started_ms: 5}, request: {body: {messages: [{content: "C"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 2400, completion_tokens: 15}}}},
      {case: {id: "c"}, timing: {started_ms: 6}, request: {body: {messages: [{content: "C"}]}}, response: {assembled: {choices: [{}], usage: {prompt_tokens: 2700, completion_tokens: 18}}}}]}]
};

include "lib/transcript";
include "lib/run";

def counted: .response.assembled.usage | objects | .prompt_tokens | numbers;
# Answers to short requests of texts alone: of a long one not all is seen here, and a picture counts more than its address.
def judged: [.transcripts[] | select(answered == true and [counted] != [] and (asked | tojson | utf8bytelength < 3500) and ([asked.messages[]? | objects | .content | arrays | .[] | objects | .type? | select(. != "text")] == []))
  | {count: counted, bytes: (asked | [.messages, .tools] | tojson | utf8bytelength), same: [question, asked.stream == true], one: .}];

# The same request, sent several times: the smallest and the largest count.
def series: group_by(.same) | map(select(length > 1) | {first: min_by(.count), last: max_by(.count)});

def applies: if judged | series == [] then "no request was sent twice" else true end;
# A byte is a token at most; a prompt that nobody sent is as long each time.
def check: judged as $all | [$all[] | select(.count > .bytes + 1000)] as $beyond | ($all | series) as $series | [$series[] | select(.last.count >= .first.count + 8)] as $growing
  | expect(($growing | length) < 3 or ($growing | length) < 0.8 * ($series | length) or ($beyond | length) * 2 < ($all | length);
      ($growing | max_by(.last.count - .first.count)) as $most
      | finding("the same request counts \($most.first.count) prompt tokens, and another time \($most.last.count), though it has \($most.last.bytes) bytes; so do \($growing | length) of \($series | length) requests that came more than once";
          "\($most.last.one.case.id), usage.prompt_tokens"; $most.last.count | tostring)
      + {explains: {transcripts: [.transcripts[] | select([counted] != []) | file],
          checks: ["integrity/no-hidden-prompt", "finish/fits-the-budget", "turns/counts-the-reasoning", "usage/adds-up", "usage/cached-within-the-prompt", "usage/counts-the-answer", "usage/keeps-the-head", "usage/prompt-is-whole",
            "usage/reasoning-within-the-answer", "usage/within-the-limit"]}});
