module {
  requirement: "Every piece of a streamed call has the number `index`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["the OpenAI SDK and OpenCode's own client require it; others merge parallel calls into one, or split one into many"],
  remedy: ["update the server or the gateway: `index` counts the calls of an answer from 0, on every delta"],
  seen: ["sgl-project/sglang#5661", "ollama/ollama#7881", "openai/openai-python#3246"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{deltas: [{at: "event 3", index: 0}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", index: 0}, {at: "event 4", index: null}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", index: "0"}]}]}]}}}]
};

include "lib/transcript";

def applies: when(streamed, answered, called);
def check: every(calls[] | .name as $name | .deltas | map(select(.index | type != "number")) | {name: $name, without: .};
  .without == [];
  finding("\(.without | length) pieces of the call of \(.name | shown) have no index"; .without[0].at; .without[0].index | excerpt));
