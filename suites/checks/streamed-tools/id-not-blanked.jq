module {
  requirement: "A later piece of a call repeats or omits its id; the id does not become empty.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `tool_calls[].id`, \"the ID of the tool call\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error",
     says: "OpenAI Chat tool call delta is missing id or name",
     shown: ["opencode-native-serve/all:stream.id-empty-later"]},
    {program: "async-openai", version: "0.43.0",
     does: "takes the empty id, and sends it back to the server",
     shown: ["async-openai/stream:stream.id-empty-later"]}],
  remedy: ["id-once-or-repeated"],
  seen: ["InternLM/lmdeploy#3412"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f",
       deltas: [
         {at: "event 3", id: "a"}, {at: "event 4", id: null}, {at: "event 5", id: "a"}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", id: "a"}, {at: "event 4", id: ""}]}]}]}}}]
};

include "lib/transcript";

# A missing id in the first piece belongs to streamed-tools/first-delta-names-the-call.
def judged: [calls[] | select(.deltas[0].id | named)];

def blanked: [.deltas[] | select(.id == "")];

def applies: when(
  streamed,
  answered,
  called,
  unless(judged == []; "no call begins with its id"));

def check: every(judged[]; blanked == [];
  finding("\(blanked | length) later pieces of the call of \(.name | shown) have an empty id";
    (blanked[0] | where); "\"id\":\"\""));
