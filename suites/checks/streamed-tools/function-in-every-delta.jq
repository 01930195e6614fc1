module {
  requirement: "Every piece of a streamed call has an object `function`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "No specification requires it in each delta, but the clients in `breaks` depend on it.",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (OpenCode and others)",
     does: "ends the turn with an error",
     says: "Type validation failed", measured: false}],
  remedy: ["function-in-each-delta"],
  seen: ["vercel/ai#6041", "anomalyco/opencode#49139"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f", deltas: [{at: "event 3", function: true}]}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f",
       deltas: [{at: "event 3", function: true}, {at: "event 4", function: false}]}]}]}}}]
};

include "lib/transcript";

def without_function: [.deltas[] | select(.function == false)];

def applies: when(streamed, answered, called);

def check: every(calls[]; without_function == [];
  without_function as $found
  | finding(
      "\($found | length) of the \(.deltas | length) pieces of the call of \(.name | shown) "
        + "have no `function`";
      ($found[0] | where); $found[0] | {index, id} | excerpt));
