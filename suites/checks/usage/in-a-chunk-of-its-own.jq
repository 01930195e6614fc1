module {
  requirement: "The usage of a stream is in a separate chunk with `choices: []`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  clause: "Create chat completion: `include_usage`, \"choices [...] always be an empty array\"",
  level: "may",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {
      program: "openai-java", version: "4.101.0", does: "ends with an error",
      says: "`choices` is required, but was not set",
      shown: ["openai-java/stream:sse.usage-with-finish"]
    }
  ],
  remedy: ["usage-in-its-own-chunk"],
  seen: ["router-for-me/CLIProxyAPI#796"],
  passes: [
    {
      request: {body: {stream_options: {include_usage: true}}},
      response: {
        events: [
          {number: 1, json: {choices: [{finish_reason: "stop"}], usage: null}},
          {number: 2, json: {choices: [], usage: {total_tokens: 9}}}
        ],
        assembled: {choices: []}
      }
    }
  ],
  fails: [
    {
      request: {body: {stream_options: {include_usage: true}}},
      response: {
        events: [{
          number: 1, offset: 0, json: {choices: [{finish_reason: "stop"}], usage: {total_tokens: 9}}
        }],
        assembled: {choices: []}
      }
    }
  ]
};

include "lib/transcript";

def with_usage: [chunk_shapes | select((.json.usage | type) == "object" and .json.usage != {})];

def applies: when(
  streamed,
  answered,
  only_if(asked.stream_options | type == "object" and .include_usage == true;
    "usage was not requested"),
  unless(with_usage == []; "no chunk has usage: see usage/in-streams"),
  only_if(with_usage | events_counted == 1; "several chunks have usage: see usage/once"));

def check:
  with_usage[0]
  | expect((.json.choices // []) == [];
      finding("the chunk with the usage has choices too"; place; .json.usage | excerpt));
