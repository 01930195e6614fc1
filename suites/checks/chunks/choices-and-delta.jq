module {
  requirement: "Every chunk has an array `choices`, and each of its choices has an object `delta`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices` and `choices[].delta`, required",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33",
      does: "repeats the request endlessly if `message` replaces `delta` (53 requests in a minute)",
      shown: ["opencode-serve/all:sse.message-instead-of-delta"]},
    {program: "OpenCode", version: "1.18.33", does: "ends the turn at a chunk without choices",
      says: "Type validation failed", shown: ["opencode-serve/all:sse.ping-object"]},
    {program: "14 of 35 clients", does: "reject a usage chunk without `choices`",
      shown: [
        "opencode-serve/all:sse.usage-chunk-without-choices",
        "aisdk-3-latest/stream:sse.usage-chunk-without-choices",
        "openai-node/helper:sse.usage-chunk-without-choices",
        "openai-python/helper:sse.usage-chunk-without-choices"
      ]},
    {program: "openai-python", version: "3.57.0",
      does: "code that reads `delta.content` fails if `delta` is null",
      says: "'NoneType' object has no attribute 'content'",
      shown: ["openai-python/stream:sse.delta-null"]}
  ],
  remedy: ["choices-and-delta-always", "keep-alives-are-comments"],
  seen: ["microsoft/agent-framework#5734", "QwenLM/qwen-code#1448", "AstrBotDevs/AstrBot#8244"],
  passes: [
    {response: {events: [
        {number: 1, json: {choices: [{delta: {}}]}},
        {number: 2, json: {choices: []}},
        {number: 3, json: {error: {message: "boom"}}}
      ],
      assembled: {choices: [{message: true}]}}}
  ],
  fails: [
    {response: {events: [
        {number: 1, offset: 0, json: {choices: [{delta: {}}]}},
        {number: 2, offset: 9, json: {choices: null}}
      ],
      assembled: {choices: [{message: true}]}}},
    {response: {events: [{number: 1, offset: 0, json: {type: "ping"}}],
      assembled: {choices: [{message: true}]}}},
    {response: {events: [{number: 1, offset: 0, json: {choices: [{delta: null}, 7]}}],
      assembled: {choices: [{message: true}]}}}
  ]
};

include "lib/transcript";

def wrong_choice:
  if type != "object" then "a choice is of type \(type)"
  elif (.delta | type) == "object" then empty
  elif has("delta") then "`delta` is of type \(.delta | type)"
  else "a choice has no `delta`" end;

# What is wrong with a chunk; null if nothing is.
def wrong:
  .json
  | if .choices == null then
      (if has("choices") then "`choices` is null" else "there is no `choices`" end)
    elif (.choices | type) != "array" then "`choices` is of type \(.choices | type)"
    else [.choices[] | wrong_choice][0] end;

def applies: when(
  streamed,
  answered,
  unless([chunk_shapes] == []; "there is no chunk"),
  has_choices);

def check:
  [chunk_shapes | . + {wrong: wrong} | select(.wrong)]
  | expect(. == [];
      group_by(.wrong)[]
      | events_counted as $count
      | .[0]
      | finding(.wrong + (if $count > 1 then ", in \($count) chunks" else "" end);
          place; .data // .json | excerpt));
