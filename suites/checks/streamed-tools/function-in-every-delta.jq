module {
  requirement: "Every piece of a streamed call has an object `function`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: [{program: "AI SDK (OpenCode and others)", does: "ends the turn with an error", says: "Type validation failed", measured: false}],
  remedy: ["function-in-each-delta"],
  seen: ["vercel/ai#6041", "anomalyco/opencode#49139"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", function: true}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3", function: true}, {at: "event 4", function: false}]}]}]}}}]
};

include "lib/transcript";

def applies: when(streamed, answered, called);
def check: every(calls[]; [.deltas[] | select(.function == false)] == [];
  [.deltas[] | select(.function == false)] as $without
  | finding("\($without | length) of the \(.deltas | length) pieces of the call of \(.name | shown) have no `function`"; $without[0].at; $without[0] | {index, id} | excerpt));
