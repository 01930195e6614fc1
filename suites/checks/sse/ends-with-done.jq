module {
  requirement: "A stream contains the event `data: [DONE]`.",
  reference:
    "https://platform.openai.com/docs/api-reference/completions/create#completions-create-stream",
  clause: "Create completion: `stream`, \"the stream terminated by a `data: [DONE]` message\"",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  yields_to: ["sse/events-are-json"],
  breaks: [
    {does: "clients that wait for the event hang if the server also keeps the connection open",
     measured: false}],
  remedy: ["send-done", "ask-the-engine-directly"],
  seen: ["diegosouzapw/OmniRoute#6777", "waybarrios/vllm-mlx#167", "earendil-works/pi#7441"],
  passes: [
    {response: {events: [{number: 1, data: "{}"}, {number: 2, data: "[DONE]"}]}},
    {response: {events: [{number: 1, data: "[DONE]"}, {number: 2, data: "{}"}]}}],
  fails: [
    {response: {events: [{number: 1, data: "{}"}]}},
    {response: {events: [{number: 1, data: "[done]"}]}}]
};

include "lib/transcript";

def applies: when(
  complete,
  succeeded,
  streamed,
  unless(.response.events == []; "the stream is empty"),
  unless(.response.assembled.error; "the stream ends with an error"),
  finished);

# Without a choice it is unknown whether the answer was complete.
def cause: if choices == [] then ["read-the-server-log", "ask-the-engine-directly"] else null end;

def check: cause as $cause
  | expect(is_done;
      finding("the stream ends without `data: [DONE]`";
        last_event | place; last_event.data | excerpt; $cause));
