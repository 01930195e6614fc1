module {
  requirement: "The first delta of a choice has a `role`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause:
    "The chat completion chunk object, example: the first `delta` has `\"role\":\"assistant\"`",
  level: "may",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "openai-node", version: "7.59.0",
      does: "its stream helper throws if no delta has a role", measured: false},
    {program: "openai-python", version: "3.57.0",
      does: "its stream helper returns a message without a role", measured: false}
  ],
  remedy: ["name-the-role-first"],
  seen: ["microsoft/foundry-local#144", "InternLM/lmdeploy#2802"],
  passes: [
    {response: {events: [
        {number: 1, json: {choices: [{index: 0, delta: {role: "assistant"}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}
      ],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {events: [
        {number: 1, offset: 0, json: {choices: [{index: 0, delta: {content: "Hi"}}]}},
        {number: 2, json: {choices: [{index: 0, delta: {role: "assistant"}}]}}
      ],
      assembled: {choices: []}}},
    {response: {events: [{number: 1, offset: 0, json: {choices: [{index: 0, delta: {}}]}}],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# The first delta of each choice.
def firsts:
  [ chunk_shapes
    | . as $chunk
    | .json.choices | arrays | .[] | objects
    | select(.delta | type == "object")
    | {index: (.index // 0 | tostring), delta, chunk: $chunk} ]
  | reduce .[] as $part ({};
      if has($part.index) then . else .[$part.index] = $part end)
  | .[];

def applies: when(streamed, answered, unless([firsts] == []; "there is no delta"));

def check: every(firsts; .delta.role != null;
  .index as $index
  | .chunk
  | finding("the first delta of choice \($index) has no role"; place; .data // .json | excerpt));
