module {
  requirement: "The events of a stream arrive as they are generated, not in bursts.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream",
  clause: "Create chat completion: `stream`, \"streamed to the client as it is generated\"",
  level: "should",
  impact: "loss",
  concerns: "transport",
  breaks: [
    {does: "users see nothing for a long time, then everything at once", measured: false},
    {program: "OpenCode",
     does: "ends the turn if `options.chunkTimeout` is set and no chunk arrives within it",
     measured: false}],
  remedy: ["proxy-buffering", "no-buffering-middleware"],
  seen: [
    "dstackai/dstack#4269", "ggml-org/llama.cpp#24774", "mostlygeek/llama-swap#236",
    "ggml-org/llama.cpp#20872"],
  passes: [
    {timing: {last_byte_ms: 2000},
     response: {events: [
       {number: 5, at_ms: 500}, {number: 20, at_ms: 1000}, {number: 30, at_ms: 1500},
       {number: 45, at_ms: 2000}]}}],
  fails: [
    {timing: {last_byte_ms: 1310},
     response: {events: [
       {number: 1, at_ms: 5}, {number: 50, at_ms: 1300}, {number: 100, at_ms: 1310}]}},
    {timing: {last_byte_ms: 4000},
     response: {events: [
       {number: 30, at_ms: 1000}, {number: 60, at_ms: 2000}, {number: 90, at_ms: 3000},
       {number: 120, at_ms: 4000}]}}]
};

include "lib/transcript";

# The number of events in each read from the connection. Events of one read have the same time.
def reads:
  .response.events
  | length as $count
  | [range($count) as $at
      | select($at + 1 == $count or .[$at].at_ms != .[$at + 1].at_ms)
      | .[$at]]
  | [range(length) as $at
      | {at_ms: .[$at].at_ms,
         events: (.[$at].number - (if $at == 0 then 0 else .[$at - 1].number end))}];

# Even a fast model sends its events one by one. Sixteen events in a read were buffered.
def bursts: [reads[] | select(.events >= 16)];

def last_byte_ms: .timing.last_byte_ms // 0;

# All events came within 200 ms, after a wait. A fast model can do that without buffering.
def too_fast: last_byte_ms as $last
  | reads
  | .[-1].at_ms - .[0].at_ms < 200 and $last - .[0].at_ms < 200 and .[0].events < 2;

def applies: when(
  complete,
  streamed,
  unless(.response.events == [] or last_event.number < 40;
    "the stream has fewer than 40 events"),
  unless(last_byte_ms < 1000; "the stream took less than a second, which is too short to judge"),
  unless(too_fast; "all events came within 200 ms, which is too short to judge"));

def check: bursts as $bursts
  | last_event.number as $count
  | ([$bursts[].events] | add // 0) as $buffered
  | expect($buffered < 0.8 * $count;
      finding(
        "\($buffered) of \($count) events came in \($bursts | length) bursts, the first after "
          + "\($bursts[0].at_ms | floor) of \(.timing.last_byte_ms | floor) ms";
        "the times of the events";
        [$bursts[:8][] | "\(.events) at \(.at_ms | floor) ms"] | join(", ")));
