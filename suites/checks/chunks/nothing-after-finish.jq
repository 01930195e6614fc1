module {
  requirement: "No chunk adds to a choice after its finish reason.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chunk object: `finish_reason`, \"The reason the model stopped generating tokens\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  yields_to: ["chat/finishes-once"],
  breaks: [
    {does: "clients that end the message there lose the rest: the end of a text, or a whole call",
      measured: false}
  ],
  remedy: ["finish-reason-after-everything"],
  seen: ["vllm-project/vllm#36944", "aaif-goose/goose#10258"],
  passes: [
    {response: {events: [
        {number: 1, json: {choices: [{index: 0, delta: {content: "Hi"}, finish_reason: "stop"}]}},
        {number: 2, json: {choices: [{index: 0, delta: {content: ""}}]}},
        {number: 3, json: {choices: [], usage: {}}}
      ],
      assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}}
  ],
  fails: [
    {response: {events: [
        {number: 1, json: {choices: [{index: 0, delta: {}, finish_reason: "stop"}]}},
        {number: 2, offset: 9, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}
      ],
      assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}},
    {response: {events: [
        {number: 1, json: {choices: [{delta: {}, finish_reason: "tool_calls"}]}},
        {number: 2, offset: 9, json: {choices: [{delta: {tool_calls: [{index: 0}]}}]}}
      ],
      assembled: {choices: [{finish_reasons: [{value: "tool_calls"}]}]}}}
  ]
};

include "lib/transcript";

# What a delta adds; nothing for an empty delta.
def added:
  objects
  | if .content | named then "content"
    elif [.reasoning_content, .reasoning | strings | select(. != "")] != [] then "reasoning"
    elif .refusal | named then "a refusal"
    elif (.tool_calls | type) == "array" and .tool_calls != [] then "a part of a call"
    else empty end;

# The key of a choice in `ends`.
def key: .index // 0 | tojson;

# The position of the first chunk that ends each choice.
def ends:
  reduce ( chunk_shapes
      | .first as $first
      | .json.choices | arrays | .[] | objects
      | select(.finish_reason | named)
      | {key: key, $first} ) as $one ({};
    if has($one.key) then . else .[$one.key] = $one.first end);

# A chunk of a shape that adds something arrived after the end of its choice.
def is_late($ends):
  [ chunk_shapes
    | .last as $last
    | .json.choices | arrays | .[] | objects
    | select($last > ($ends[key] // infinite))
    | .delta | added ]
  != [];

# Everything that arrived for a choice after its end.
def late($ends):
  .response.events as $events
  | range($events | length) as $at
  | $events[$at]
  | select(is_chunk)
  | . as $chunk
  | .json.choices | arrays | .[] | objects
  | select($at > ($ends[key] // infinite))
  | .index as $index
  | .delta
  | added
  | {what: ., place: ($chunk | place + {choice: ($index // 0)}), chunk: $chunk};

def applies: when(
  streamed,
  answered,
  has_choices);

def check:
  ends as $ends
  | [if is_late($ends) then late($ends) else empty end]
  | expect(. == [];
      length as $count
      | .[0].what as $what
      | .[0].place as $place
      | .[0].chunk
      | finding("\($what) comes after the finish reason"
            + (if $count > 1 then ", in \($count) chunks" else "" end);
          $place; .data // .json | excerpt));
