module {
  requirement: "One index belongs to one call: it never carries two ids.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["clients add up calls by index: of several at one index, the AI SDK (OpenCode) runs the first alone, and openai-python joins ids, names and arguments into one that is none",
    "clients that add up by id open a new call at every piece"],
  remedy: ["update the server: Ollama from 0.20.5, Dynamo, LMDeploy and SGLang have counted wrongly here",
    "until then, send `parallel_tool_calls: false`", "a gateway must mint the id of a call once, not on every delta"],
  seen: ["ollama/ollama#15457", "vercel/ai#14277", "ai-dynamo/dynamo#4723", "su-kaka/gcli2api#406", "InternLM/lmdeploy#3412"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 0, name: "f", deltas: [{at: "event 3", id: "a"}, {at: "event 4", id: null}, {at: "event 5", id: "a"}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 0, name: "f", deltas: [{at: "event 3", id: "a", name: "f"}, {at: "event 7", id: "b", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 0, name: "f", deltas: [{at: "event 3", id: "a", name: "f"}, {at: "event 4", id: "b"}, {at: "event 5", id: "c"}]}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

def applies: when(streamed, answered, called);
def check: every(calls[]; mixed | not;
  ([.deltas[].id | select(named)] | unique) as $ids | .deltas[0].id as $first
  | [.deltas[] | select((.id | named) and .id != $first)][0] as $other
  | ([.deltas[] | select(.name | named)] | length) as $names
  | finding(
      if $names > 1 then "\($names) calls share the index \(.index | shown)"
      else "the id of the call of \(.name | shown) changes: it has \($ids | length) of them" end;
      $other.at; $ids | excerpt));
