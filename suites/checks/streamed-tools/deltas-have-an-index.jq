module {
  requirement: "Every piece of a streamed call has an `index`, a whole number that is not negative.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["openai-python: `list indices must be integers or slices, not NoneType`; OpenCode's own client requires it too",
    "others merge parallel calls into one, or split one into many"],
  remedy: ["update the server or the gateway: `index` counts the calls of an answer from 0, on every delta"],
  seen: ["sgl-project/sglang#5661", "ollama/ollama#7881", "openai/openai-python#3246", "SamSaffron/term-llm#314"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{deltas: [{at: "event 3", index: 0}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", index: 0}, {at: "event 4", index: null}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", index: "0"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", index: 0.5}]}]}]}}}]
};

include "lib/transcript";

def counts: type == "number" and . >= 0 and floor == .;

def applies: when(streamed, answered, called);
def check: every(calls[] | .name as $name | .deltas | length as $all | map(select(.index | counts | not)) | {name: $name, all: $all, without: .};
  .without == [];
  finding("\(.without | length) of the \(.all) pieces of the call of \(.name | shown) have \(
      if .without[0].index == null then "no index" else "\(.without[0].index | shown) for an index" end)";
    .without[0].at; .without[0].index | excerpt));
