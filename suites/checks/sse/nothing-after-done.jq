module {
  requirement: "No event follows `data: [DONE]`.",
  reference:
    "https://platform.openai.com/docs/api-reference/completions/create#completions-create-stream",
  clause: "Create completion: `stream`, \"the stream terminated by a `data: [DONE]` message\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {does: "about half of the clients lose what follows; AI SDK, OpenCode, Kilo and others show it",
     measured: false}],
  remedy: ["done-last-and-once"],
  passes: [{response: {events: [{number: 1, data: "{}"}, {number: 2, data: "[DONE]"}]}}],
  fails: [
    {response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "{}"}]}},
    {response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "[DONE]"}]}}]
};

include "lib/transcript";

def after_done:
  [event_shapes | select(.data == "[DONE]") | .first][0] as $done
  | .response.events[$done + 1:];

def applies: when(
  streamed,
  only_if(is_done; "there is no [DONE]"));

def check: after_done
  | expect(. == []; .[]
      | finding("an event follows [DONE]";
          place; .data | excerpt));
