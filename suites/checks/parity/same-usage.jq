module {
  requirement: "A stream counts as many tokens as a whole answer that says the same.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-usage",
  level: "must",
  concerns: "protocol",
  over: "run",
  breaks: [{does: "show and bill a multiple of what was used, or a part of it, and shorten the conversation too early or too late", measured: false}],
  remedy: ["count-in-the-engine", "usage-in-the-last-chunk"],
  seen: [],
  passes: [{transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "a.stream"}, request: {body: {stream: true, messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 11}}}}]}],
  fails: [{transcripts: [
      {case: {id: "a"}, request: {body: {messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "a.stream"}, request: {body: {stream: true, messages: [{content: "A"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}},
      {case: {id: "b"}, request: {body: {messages: [{content: "B"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "b.stream"}, request: {body: {stream: true, messages: [{content: "B"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}},
      {case: {id: "c"}, request: {body: {messages: [{content: "C"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "c.stream"}, request: {body: {stream: true, messages: [{content: "C"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}},
      {case: {id: "d"}, request: {body: {messages: [{content: "D"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "d.stream"}, request: {body: {stream: true, messages: [{content: "D"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}},
      {case: {id: "e"}, request: {body: {messages: [{content: "E"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "e.stream"}, request: {body: {stream: true, messages: [{content: "E"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}},
      {case: {id: "f"}, request: {body: {messages: [{content: "F"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 10}}}},
      {case: {id: "f.stream"}, request: {body: {stream: true, messages: [{content: "F"}]}}, response: {assembled: {choices: [{content: "One two.", finish_reason: "stop"}], usage: {completion_tokens: 20}}}}]}]
};

include "lib/transcript";
include "lib/run";

# Answers in both modes to one request that say exactly the same, thoughts included, with their counts. Thoughts that are
# not shown are counted too, and differ from answer to answer: but not always to one side.
def pairs: [.transcripts[] | select(answered == true and choices != []) | . as $one
    | .response.assembled.usage | objects | .completion_tokens | numbers | select(. >= 4) | {count: ., stream: ($one | asked.stream == true), key: ($one | [question, said]), family: ($one | family), at: ($one | file)}]
  | group_by(.key)[] | {streams: map(select(.stream)), whole: map(select(.stream | not)), family: .[0].family} | select(.streams != [] and .whole != [])
  | .ratio = .streams[0].count / .whole[0].count;

def applies: if [pairs] == [] then "no stream says the same as the whole answer to its request" else true end;
def check: [pairs] as $all
  | expect(($all | map(.family) | unique | length) < 6 or (all($all[]; .ratio >= 1.5) or all($all[]; .ratio <= 0.67) | not);
      ($all | sort_by(.ratio) | .[length / 2 | floor]) as $usual
      | finding("in all \($all | length) pairs of answers that say the same, the stream counts \(if $usual.ratio > 1 then "more" else "fewer" end) tokens: \($usual.streams[0].count) where the whole answer counts \($usual.whole[0].count)";
          "usage.completion_tokens"; "\($usual.streams[0].count), \($usual.whole[0].count)")
      + {explains: {transcripts: [.transcripts[] | select(asked.stream == true) | file], checks: ["usage/counts-the-answer", "usage/within-the-limit", "usage/adds-up"]}});
