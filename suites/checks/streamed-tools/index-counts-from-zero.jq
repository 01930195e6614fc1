module {
  requirement: "The indexes of an answer's calls are 0, 1, 2 and so on, in the order of the calls.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: [{program: "openai-python", does: "makes a call of its own of every delta whose index is past the end of its list", measured: false}],
  remedy: ["count-the-calls"],
  seen: ["sgl-project/sglang#6310"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 0, name: "f", at: "event 3"}, {index: 1, name: "f", at: "event 5"}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 1, name: "f", at: "event 3"}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{index: 0, name: "f", at: "event 3"}, {index: 2, name: "f", at: "event 5"}]}]}}}]
};

include "lib/transcript";

# A piece without an index of its own is for the check of that.
def sound: [calls[].deltas[]?.index | select(type != "number" or . < 0 or floor != .)] == [];

def applies: when(streamed, answered, called, if sound then true else "not every piece has an index" end);
def check: every(choices[] | .tool_calls // [] | to_entries[]; .key == .value.index;
  finding("call \(.key + 1) of the answer, of \(.value.name | shown), has the index \(.value.index | shown)"; .value.at; .value.index | excerpt));
