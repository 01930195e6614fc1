module {
  requirement: "The events of a stream arrive as they are made, not many at a time.",
  reference: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering",
  level: "should",
  concerns: "transport",
  breaks: [
    {does: "users see nothing for long, then everything at once", measured: false},
    {program: "OpenCode", does: "ends the turn where `options.chunkTimeout` is set and nothing comes for longer", measured: false}
  ],
  remedy: ["proxy-buffering", "no-buffering-middleware"],
  seen: ["dstackai/dstack#4269", "ggml-org/llama.cpp#24774", "mostlygeek/llama-swap#236", "ggml-org/llama.cpp#20872"],
  passes: [{timing: {last_byte_ms: 2000}, response: {events: [{number: 5, at_ms: 500}, {number: 20, at_ms: 1000}, {number: 30, at_ms: 1500}, {number: 45, at_ms: 2000}]}}],
  fails: [{timing: {last_byte_ms: 1310}, response: {events: [{number: 1, at_ms: 5}, {number: 50, at_ms: 1300}, {number: 100, at_ms: 1310}]}},
    {timing: {last_byte_ms: 4000}, response: {events: [{number: 30, at_ms: 1000}, {number: 60, at_ms: 2000}, {number: 90, at_ms: 3000}, {number: 120, at_ms: 4000}]}}]
};

include "lib/transcript";

# How many events each read of the connection brought: those of one read have one time.
def reads: reduce (.response.events[] | {number, at_ms}) as $event ([]; if length > 0 and .[-1].at_ms == $event.at_ms then .[-1] = $event else . + [$event] end)
  | [range(length) as $at | {at_ms: .[$at].at_ms, events: (.[$at].number - (if $at == 0 then 0 else .[$at - 1].number end))}];

# A model that is made of a wait and a rush still sends its events one by one; sixteen in a read were held back.
def bursts: [reads[] | select(.events >= 16)];

def applies: when(complete, streamed,
  if .response.events == [] or (last_event.number < 40) then "the stream has fewer than 40 events" else true end,
  if (.timing.last_byte_ms // 0) < 1000 then "it took less than a second: nothing shows" else true end,
  # After a long wait for the first event, the events of a fast model may well come in one read.
  if reads[-1].at_ms - reads[0].at_ms < 200 and (.timing.last_byte_ms // 0) - reads[0].at_ms < 200 and reads[0].events < 2 then "all events came within 200 ms: nothing shows" else true end);
def check: bursts as $bursts | last_event.number as $count | ([$bursts[].events] | add // 0) as $held
  | expect($held < 0.8 * $count;
      finding("\($held) of \($count) events came in \($bursts | length) bursts, the first after \($bursts[0].at_ms | floor) of \(.timing.last_byte_ms | floor) ms";
        "the times of the events"; [$bursts[:8][] | "\(.events) at \(.at_ms | floor) ms"] | join(", ")));
