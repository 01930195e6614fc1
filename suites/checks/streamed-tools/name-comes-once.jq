module {
  requirement: "The name of a function comes in the first piece of its call, and in no later one.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "should",
  concerns: "protocol",
  breaks: [
    {does: "clients that join texts call `read_fileread_file`, which does not exist", measured: false},
    {does: "clients that take the latest name have an empty one, where later deltas have `\"\"`", measured: false}],
  remedy: ["name-the-call-once"],
  seen: ["NousResearch/hermes-agent#8259", "open-webui/open-webui#22177", "A3S-Lab/Code#139"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: null}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", name: "f"}, {at: "event 4", name: ""}]}]}]}}}]
};

include "lib/transcript";
include "lib/tools";

# Whether the first piece has the name, and whether the pieces are of one call, is judged elsewhere.
def judged: calls[] | select((.deltas[0].name | named) and (mixed | not));
def again: .name as $name | [.deltas[1:][] | select(.name == $name or .name == "")];

def applies: when(streamed, answered, called, if [judged] == [] then "no call begins with its name" else true end);
def check: every(judged; again == [];
  finding("the call of \(.name | shown) has its name again in \(again | length) later pieces" + (if again[0].name == "" then ", as an empty text" else "" end);
    again[0].at; "\"name\":\(again[0].name | tojson)"));
