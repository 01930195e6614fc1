module {
  requirement: "No line of a stream is longer than 131,072 bytes.",
  reference: "https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientSession",
  clause: "aiohttp, ClientSession: `read_bufsize` is 64 KiB; a line may be twice as long.",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["sse/lines-within-a-mebibyte"],
  breaks: [
    {does: "clients that read with aiohttp end the stream with an error", measured: false}],
  remedy: ["shorter-lines"],
  seen: ["open-webui/open-webui#25664", "open-webui/open-webui#24928", "mlflow/mlflow#23865"],
  passes: [{response: {events: [], longest_line: 131072}}],
  fails: [
    {response: {
      events: [{number: 1, data: "{}"}, {number: 2, data: "{\"a\": \"bbb\"}"}],
      longest_line: 131073}}]
};

include "lib/transcript";
include "lib/lines";

def applies: measured;

def check: within(131072; "Python's aiohttp");
