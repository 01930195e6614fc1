module {
  requirement: "The id of a call is new in its conversation: no call before it has the same.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object",
  level: "should",
  concerns: "protocol",
  breaks: [{does: "clients that keep the calls of a session by their ids take the result of an earlier call for that of a later one, or show it with the wrong call", measured: false}],
  remedy: ["new-id-in-each-turn", "one-id-per-call"],
  passes: [{request: {body: {messages: [{role: "assistant", tool_calls: [{id: "call_0"}]}]}}, response: {assembled: {choices: [{tool_calls: [{id: "call_1", at: "event 3"}]}]}}}],
  fails: [{request: {body: {messages: [{role: "assistant", tool_calls: [{id: "call_0"}]}]}}, response: {assembled: {choices: [{tool_calls: [{id: "call_0", at: "event 3"}]}]}}}]
};

include "lib/transcript";

def earlier: [asked.messages[]? | objects | .tool_calls | arrays | .[] | objects | .id | strings | select(. != "")] | unique;

def applies: earlier as $earlier | when(answered, called, if $earlier == [] then "no call stands in the conversation before" else true end);
def check: earlier as $earlier
  | every(calls[]; .id as $id | $earlier | index([$id]) == null;
      finding("the call has the id of an earlier call of the conversation: \(.id | shown)"; .at; .id | excerpt));
