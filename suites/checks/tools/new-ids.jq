module {
  requirement: "The id of a call is new: no earlier call of the conversation has the same id.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].message.tool_calls[].id`",
  level: "should",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "clients that store the calls of a session by id mix up the results of two calls",
     measured: false}],
  remedy: ["new-id-in-each-turn", "one-id-per-call"],
  passes: [{request: {body: {messages: [{role: "assistant", tool_calls: [{id: "call_0"}]}]}},
    response: {assembled: {choices: [{tool_calls: [{id: "call_1", at: "event 3"}]}]}}}],
  fails: [{request: {body: {messages: [{role: "assistant", tool_calls: [{id: "call_0"}]}]}},
    response: {assembled: {choices: [{tool_calls: [{id: "call_0", at: "event 3"}]}]}}}]
};

include "lib/transcript";

# The ids of the calls in the conversation.
def earlier:
  reduce ( asked.messages[]? | objects | .tool_calls | arrays | .[] | objects | .id | strings
      | select(. != "") ) as $id ({};
    .[$id] = true);

def applies: earlier as $earlier
  | when(answered, called, unless($earlier == {}; "the conversation has no earlier call"));

def check: earlier as $earlier
  | every(calls[]; .id | type != "string" or $earlier[.] == null;
      finding("the call has the id of an earlier call of the conversation: \(.id | shown)"; where;
        .id | excerpt));
