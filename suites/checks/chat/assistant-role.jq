module {
  requirement: "Where a role is named it is `assistant`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode (AI SDK up to 2.0.47) fails the turn on any other role, `\"\"` included: `Type validation failed`"],
  remedy: ["let the server send \"assistant\" in the first delta and leave `role` out of the others"],
  seen: ["microsoft/foundry-local#144", "ai-dynamo/dynamo#4723"],
  passes: [{response: {assembled: {choices: [{index: 0, roles: [{value: "assistant", at: "event 1"}]}]}}},
    {response: {assembled: {choices: [{index: 0, roles: []}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, roles: [{value: "", at: "event 1"}]}]}}},
    {response: {assembled: {choices: [{index: 0, roles: [{value: "assistant", at: "event 1"}, {value: "tool", at: "event 2"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end);
def check: [choices[].roles[] | select(.value != "assistant")]
  | expect(. == []; .[] | finding("the role is \(.value | shown)"; .at; .value | excerpt));
