module {
  requirement: "A later piece of a call repeats its id or leaves it out; it does not blank it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode's native runtime", version: "1.18.33", does: "ends the turn with an error", says: "OpenAI Chat tool call delta is missing id or name",
     shown: ["opencode-native-serve/all:stream.id-empty-later"]},
    {program: "async-openai", version: "0.43.0", does: "takes the empty id, and sends it back to the server", shown: ["async-openai/stream:stream.id-empty-later"]}],
  remedy: ["id-once-or-repeated"],
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
