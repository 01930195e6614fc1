module {
  requirement: "A stream reports `usage` once, at its end.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  clause:
    "Create chat completion: `include_usage`, all other chunks have usage \"with a null value\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {
      program: "LangChain", version: "1.7.4", does: "adds the counts: 117 tokens instead of 12",
      shown: ["langchain/stream:sse.usage-every-chunk"]
    },
    {
      program: "openai-java", version: "4.101.0", does: "rejects the stream",
      says: "`id` is required, but was not set", shown: ["openai-java/stream:sse.usage-every-chunk"]
    }
  ],
  remedy: ["usage-in-the-last-chunk"],
  passes: [
    {response: {
      events: [{data: "a", json: {usage: null}}, {data: "b", json: {usage: {total_tokens: 9}}}],
      assembled: {choices: []}
    }}
  ],
  fails: [
    {response: {
      events: [
        {number: 1, data: "a", json: {usage: {total_tokens: 8}}},
        {number: 2, data: "b", json: {usage: {total_tokens: 9}}}
      ],
      assembled: {choices: []}
    }}
  ]
};

include "lib/transcript";

def has_usage: .json | type == "object" and .usage != null and .usage != {};

# A chunk that is sent twice has the same data: that is not judged here.
def with_usage:
  [event_shapes | select(has_usage)] as $shapes
  | if $shapes | events_counted < 2 then $shapes
    else [.response.events[] | select(has_usage)] | unique_by(.data) end;

def applies: when(
  answered,
  streamed,
  unless(asked.stream_options | type == "object" and .continuous_usage_stats == true;
    "running totals were requested"),
  unless(asked.n | type == "number" and . > 1; "several choices were requested"),
  unless(with_usage == []; "there is no usage"));

def check:
  with_usage
  | sort_by(.number)
  | expect(length == 1;
      finding("\(length) chunks have usage"; {event: .[0].number}; .[0].json.usage | excerpt));
