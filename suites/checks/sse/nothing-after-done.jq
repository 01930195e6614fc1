module {
  requirement: "Nothing follows `data: [DONE]`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "about half of the clients stop reading at [DONE] and lose what follows, the others show it (AI SDK, OpenCode, Kilo): one stream is two answers", measured: false}],
  remedy: ["done-last-and-once"],
  passes: [{response: {events: [{number: 1, data: "{}"}, {number: 2, data: "[DONE]"}]}}],
  fails: [{response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "{}"}]}},
    {response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "[DONE]"}]}}]
};

include "lib/transcript";

def after_done: (.response.events | map(.data == "[DONE]") | index(true)) as $done | .response.events[$done + 1:];

def applies: when(streamed, if any(.response.events[]?; .data == "[DONE]") then true else "there is no [DONE]" end);
def check: after_done
  | expect(. == []; .[] | finding("an event after [DONE]"; "event \(.number), byte \(.offset)"; .data | excerpt));
