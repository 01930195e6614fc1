module {
  requirement: "All chunks of a stream have the same `id`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-id",
  clause: "The chat completion chunk object: `id`, \"Each chunk has the same ID\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {program: "openai-go", version: "3.99.0",
      does: "its accumulator drops every chunk whose id differs from the first, without an error",
      measured: false}
  ],
  remedy: ["one-id-per-stream"],
  seen: [
    "BerriAI/litellm#38098", "BerriAI/litellm#32607", "BerriAI/litellm#16584",
    "microsoft/foundry-local#144"
  ],
  passes: [
    {response: {events: [
        {number: 1, json: {id: "a", choices: []}},
        {number: 2, json: {id: "a", choices: []}},
        {number: 3, json: {choices: []}}
      ],
      assembled: {choices: []}}},
    {response: {events: [
        {number: 1, json: {id: "", choices: []}},
        {number: 2, json: {id: "a", choices: []}}
      ],
      assembled: {choices: []}}}
  ],
  fails: [
    {response: {events: [
        {number: 1, offset: 0, json: {id: "a", choices: []}},
        {number: 2, offset: 9, json: {id: "b", choices: []}}
      ],
      assembled: {choices: []}}}
  ]
};

include "lib/transcript";

# An empty id is like no id: the preamble of Azure's content filter has one.
def identified: chunk_shapes | select(.json.id != null and .json.id != "");

def applies: when(streamed, answered, unless([identified] == []; "no chunk has an id"));

def check:
  [identified]
  | .[0].json.id as $first
  | (map(.json.id) | unique | length) as $count
  | [.[] | select(.json.id != $first)]
  | expect(. == [];
      .[0]
      | finding("the id changes from \($first | shown) to \(.json.id | shown); "
            + "the stream has \($count) ids";
          place; .json.id | excerpt));
