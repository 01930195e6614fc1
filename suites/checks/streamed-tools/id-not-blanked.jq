module {
  requirement: "A later piece of a call repeats its id or leaves it out; it does not blank it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: ["clients that take the latest id lose it, and cannot send the result back"],
  remedy: ["leave `id` out of all deltas of a call but the first, or repeat it"],
  seen: ["InternLM/lmdeploy#3412"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", id: "a"}, {at: "event 4", id: null}, {at: "event 5", id: "a"}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", id: "a"}, {at: "event 4", id: ""}]}]}]}}}]
};

include "lib/transcript";

# Whether the first piece has the id is judged elsewhere.
def judged: [calls[] | select(.deltas[0].id | named)];

def applies: when(streamed, answered, called, if judged == [] then "no call begins with its id" else true end);
def check: every(judged[]; [.deltas[] | select(.id == "")] == [];
  finding("\([.deltas[] | select(.id == "")] | length) later pieces of the call of \(.name | shown) have an empty id";
    [.deltas[] | select(.id == "") | .at][0]; "\"id\":\"\""));
