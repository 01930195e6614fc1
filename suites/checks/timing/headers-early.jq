module {
  requirement: "The headers of a stream arrive immediately, not with its first event.",
  reference: "https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md",
  clause: "undici (Node's fetch), ClientOptions: `headersTimeout`, 300 s by default",
  level: "may",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {program: "Node's fetch",
     does: "fails if the headers take longer than 300 s, as they may with a long prompt",
     measured: false}],
  remedy: ["headers-before-work", "no-buffering-middleware"],
  seen: ["Boise-State-Development/agentcore-public-stack#1133", "dstackai/dstack#4269"],
  passes: [
    {timing: {first_byte_ms: 20, first_event_ms: 9000}, response: {events: [{number: 1}]}},
    {timing: {first_byte_ms: 900, first_event_ms: 901}, response: {events: [{number: 1}]}}],
  fails: [
    {timing: {first_byte_ms: 5200, first_event_ms: 5210}, response: {events: [{number: 1}]}}]
};

include "lib/transcript";

def measured: .timing
  | (.first_byte_ms | type == "number") and (.first_event_ms | type == "number");

def applies: when(streamed, succeeded, only_if(measured; "no event came"));

def check: .timing
  | expect(.first_byte_ms < 5000 or .first_event_ms - .first_byte_ms > 500;
      finding(
        "the headers came with the first event, after \(.first_byte_ms / 1000 | floor) s";
        "the status line";
        "headers \(.first_byte_ms | floor) ms, first event \(.first_event_ms | floor) ms"));
