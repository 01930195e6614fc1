module {
  requirement: "The first piece of a streamed call carries its id and the name of its function.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["OpenCode (AI SDK up to 2.0.57): `Expected 'function.name' to be a string.` or `Expected 'id' to be a string.`, and the turn ends; the same request without streaming works",
    "Crush refuses an empty id or name as well"],
  remedy: ["update the server: id, type and name belong into the first delta of each call", "at a gateway, pass deltas on unchanged"],
  seen: ["CherryHQ/cherry-studio#16322", "anomalyco/opencode#12585", "anomalyco/opencode#6649", "sgl-project/sglang#4700", "vercel/ai#15879"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{id: "c", name: "f", deltas: [{at: "event 3", id: "c", name: "f"}, {at: "event 4"}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{id: "c", name: "f", deltas: [{at: "event 3"}, {at: "event 4", id: "c", name: "f"}]}]}]}}},
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{id: "c", name: "f", deltas: [{at: "event 3", id: "c", name: ""}, {at: "event 4", name: "f"}]}]}]}}}]
};

include "lib/transcript";

# A call that never gets an id or a name at all is for the check of its shape.
def judged: [calls[] | select((.id | named) and (.name | named))];

def applies: when(streamed, answered, called, if judged == [] then "no call has both an id and a name" else true end);
def check: every(judged[]; .deltas[0] | (.id | named) and (.name | named);
  .deltas[0] as $first
  | finding("the call of \(.name) begins without its " + ([if $first.id | named then empty else "id" end, if $first.name | named then empty else "name" end] | join(" and "));
      $first.at; $first | {id, name} | excerpt));
