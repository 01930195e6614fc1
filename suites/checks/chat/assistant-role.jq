module {
  requirement: "If a message or delta has a `role`, it is `assistant`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "The chat completion object: `choices[].message.role` is always `assistant`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33", does: "ends the turn", says: "Type validation failed",
      shown: ["opencode-serve/all:sse.role-model"]},
    {program: "Kilo 7.7.7 and Cline 3.0.65",
      does: "end the turn, as do the AI SDK from 1.0.61 to 3.0.92 and the provider for OpenRouter",
      says: "Type validation failed",
      shown: [
        "kilo-serve/all:sse.role-model", "cline:sse.role-model",
        "aisdk-2.0.41/stream:sse.role-model", "aisdk-3-latest/stream:sse.role-model",
        "aisdk-openrouter/stream:sse.role-model"
      ]},
    {program: "openai-node", version: "7.59.0", does: "its stream helper throws",
      says: "stream ended without producing a ChatCompletionMessage with role=assistant",
      shown: ["openai-node/helper:sse.role-model"]}
  ],
  remedy: ["name-the-role-assistant"],
  seen: ["microsoft/foundry-local#144", "ai-dynamo/dynamo#4723"],
  passes: [
    {response: {assembled: {choices: [{index: 0, roles: [{value: "assistant", at: "event 1"}]}]}}},
    {response: {assembled: {choices: [{index: 0, roles: []}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, roles: [{value: "", at: "event 1"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      roles: [{value: "assistant", at: "event 1"}, {value: "tool", at: "event 2"}]}]}}}
  ]
};

include "lib/transcript";

def applies: when(answered, has_choices);

def check:
  [choices[].roles[] | select(.value != "assistant")]
  | expect(. == []; .[] | finding("the role is \(.value | shown)"; where; .value | excerpt));
