module {
  requirement: "No line of a stream is longer than 65,536 bytes.",
  reference: "https://pkg.go.dev/bufio#pkg-constants",
  clause: "Go, package bufio: `MaxScanTokenSize`, the default limit of a Scanner",
  level: "may",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "clients that read with Go's bufio.Scanner end the stream, often without an error",
     measured: false}],
  remedy: ["shorter-lines"],
  seen: ["NVIDIA/TensorRT-LLM#13952", "SamSaffron/term-llm#298"],
  passes: [{response: {events: [], longest_line: 65536}}],
  fails: [
    {response: {
      events: [{number: 1, data: "{}"}, {number: 2, data: "{\"a\": \"bbb\"}"}],
      longest_line: 65537}}]
};

include "lib/transcript";
include "lib/lines";

def applies: when(measured, short_of(131072));

def check: within(65536; "Go's bufio.Scanner");
