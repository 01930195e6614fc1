module {
  requirement:
    "Every choice of a chunk has the key `finish_reason`, which is null until the choice ends.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].finish_reason`, required and nullable",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["chat/finishes-once"],
  breaks: [
    {does: "SDKs whose types require the key (Mistral's for Python) reject the first chunk",
      measured: false}
  ],
  remedy: ["null-finish-reason"],
  seen: ["maximhq/bifrost#7397", "danny-avila/LibreChat#5563", "BerriAI/liteLLM-proxy#19"],
  passes: [
    {response: {events: [
        {number: 1, json: {choices: [{delta: {}, finish_reason: null}]}},
        {number: 2, json: {choices: [{delta: {}, finish_reason: "stop"}]}}
      ],
      assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}}
  ],
  fails: [
    {response: {events: [
        {number: 1, offset: 0, json: {choices: [{delta: {}}]}},
        {number: 2, json: {choices: [{delta: {}, finish_reason: "stop"}]}}
      ],
      assembled: {choices: [{finish_reasons: [{value: "stop"}]}]}}}
  ]
};

include "lib/transcript";

def judged: chunk_shapes | select(any(.json.choices | arrays | .[] | objects; has("delta")));

def applies: when(
  streamed,
  answered,
  unless([judged] == []; "no chunk has a choice"));

def check:
  [judged | select(any(.json.choices[] | objects; has("finish_reason") | not))]
  | expect(. == [];
      events_counted as $count
      | .[0]
      | finding("`finish_reason` is missing"
            + (if $count > 1 then " in \($count) chunks" else "" end);
          place; .data // .json | excerpt));
