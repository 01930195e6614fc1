module {
  requirement: "After a choice's finish reason no chunk adds to it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "clients that close the message at the finish reason lose what follows: the end of a text, or a whole call", measured: false}],
  remedy: ["finish-reason-after-everything"],
  seen: ["vllm-project/vllm#36944", "aaif-goose/goose#10258"],
  passes: [{response: {events: [{number: 1, json: {choices: [{index: 0, delta: {content: "Hi"}, finish_reason: "stop"}]}}, {number: 2, json: {choices: [{index: 0, delta: {content: ""}}]}},
      {number: 3, json: {choices: [], usage: {}}}], assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}}],
  fails: [{response: {events: [{number: 1, json: {choices: [{index: 0, delta: {}, finish_reason: "stop"}]}}, {number: 2, offset: 9, json: {choices: [{index: 0, delta: {content: "Hi"}}]}}],
      assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}},
    {response: {events: [{number: 1, json: {choices: [{delta: {}, finish_reason: "tool_calls"}]}}, {number: 2, offset: 9, json: {choices: [{delta: {tool_calls: [{index: 0}]}}]}}],
      assembled: {choices: [{finish_reasons: [{value: "tool_calls"}]}]}}}]
};

include "lib/transcript";

# What a delta brings, in words; nothing for one that brings nothing.
def brought: objects
  | if .content | named then "content" elif [.reasoning_content, .reasoning | strings | select(. != "")] != [] then "reasoning"
    elif .refusal | named then "a refusal" elif (.tool_calls | type) == "array" and .tool_calls != [] then "a piece of a call" else empty end;

# Each thing that came for a choice that had ended before.
def late: foreach chunks as $chunk ({ended: [], late: []};
    ([$chunk.json.choices | arrays | .[] | objects]) as $parts | .ended as $ended
    | .late = [$parts[] | select([.index // 0] as $one | $ended | index($one) != null) | .delta | brought | {what: ., chunk: $chunk}]
    | .ended += [$parts[] | select(.finish_reason | named) | .index // 0]; .late[]);

def applies: when(streamed, answered, if all(choices[]; .finish_reasons // [] | map(select(.value != "")) | length == 1) then true
  else "a choice finishes never, or more than once" end, if choices == [] then "there is no choice" else true end);
def check: [late] | expect(. == []; length as $count | .[0].what as $what | .[0].chunk
  | finding("\($what) comes after the finish reason" + (if $count > 1 then ", in \($count) chunks" else "" end); place; .data // .json | excerpt));
