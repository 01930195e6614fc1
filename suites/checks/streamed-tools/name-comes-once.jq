module {
  requirement: "The name of a function is in the first piece of its call, and in no later piece.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].delta.tool_calls[].function.name`",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["streamed-tools/one-index-per-call"],
  breaks: [
    {does: "clients that join the pieces call `read_fileread_file`, which does not exist",
     measured: false},
    {does: "clients that use the last name have an empty name, if later deltas contain `\"\"`",
     measured: false}],
  remedy: ["name-the-call-once"],
  seen: ["NousResearch/hermes-agent#8259", "open-webui/open-webui#22177", "A3S-Lab/Code#139"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: null}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: ""}]}]}]}}}]
};

include "lib/transcript";

# Calls without a name in their first piece belong to streamed-tools/first-delta-names-the-call.
def judged: calls[] | select(.deltas[0].name | named);

# The later pieces that contain the name again, or an empty name.
def repeated: .name as $name | [.deltas[1:][] | select(.name == $name or .name == "")];

def applies: when(
  streamed,
  answered,
  called,
  unless([judged] == []; "no call begins with its name"));

def check: every(judged; repeated == [];
  finding(
    "\(repeated | length) later pieces of the call of \(.name | shown) contain "
      + (if repeated[0].name == "" then "an empty name" else "its name again" end);
    (repeated[0] | where); "\"name\":\(repeated[0].name | tojson)"));
