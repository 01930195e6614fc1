module {
  requirement: "A streamed answer carries the event `data: [DONE]`.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  level: "must",
  concerns: "protocol",
  breaks: [{does: "clients that wait for the event hang where the server also keeps the connection open", measured: false}],
  remedy: ["send-done", "ask-the-engine-directly"],
  seen: ["diegosouzapw/OmniRoute#6777", "waybarrios/vllm-mlx#167", "earendil-works/pi#7441"],
  passes: [{response: {events: [{number: 1, data: "{}"}, {number: 2, data: "[DONE]"}]}},
    {response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "{}"}]}}],
  fails: [{response: {events: [{number: 1, data: "{}"}]}}, {response: {events: [{number: 1, data: "[done]"}]}}]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, succeeded, streamed, if .response.events == [] then "the stream is empty" else true end,
  if any(.response.events[]; .data | . != "[DONE]" and trimmed == "[DONE]") then "its spelling is judged as JSON" else true end,
  if .response.assembled.error then "the stream breaks off with an error" else true end,
  if any(.response.events[]; .data | test("\\Adata:")) then "the field `data` stands in the data, which is judged as JSON" else true end,
  if own_output_unreadable then "the server cannot read what the model wrote, which is judged as that" else true end,
  finished);
# Without a choice nobody can tell whether the answer was whole.
def cause: if choices == [] then ["read-the-server-log", "ask-the-engine-directly"] else null end;

def check: cause as $cause | expect(any(.response.events[]; .data == "[DONE]");
  finding("the stream ends without `data: [DONE]`"; "event \(last_event.number), the last"; last_event.data | excerpt; $cause));
