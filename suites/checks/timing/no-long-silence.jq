module {
  requirement: "A stream that has begun is never silent for longer than 30 seconds.",
  reference: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout",
  clause:
    "No specification requires this; nginx ends silent responses (`proxy_read_timeout`, 60 s).",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "proxies and load balancers with an idle timeout end the stream, many after 60 s",
     measured: false},
    {program: "OpenCode",
     does: "ends the turn if `options.chunkTimeout` is set and no chunk arrives within it",
     measured: false}],
  remedy: ["send-keep-alives", "gateway-timeouts", "preempted-requests"],
  seen: ["deepseek-ai/DeepSeek-V3#1608", "anomalyco/opencode#50871"],
  unprovoked:
    "A fault that is silent for half a minute takes longer than the tests allow for an answer.",
  passes: [{timing: {longest_silence_ms: 29000}, response: {events: [{number: 1}]}}],
  fails: [{timing: {longest_silence_ms: 31000}, response: {events: [{number: 1}]}}]
};

include "lib/transcript";

def applies: when(
  complete,
  streamed,
  only_if(.timing.longest_silence_ms | type == "number"; "the body came in one read"));

def check: expect(.timing.longest_silence_ms <= 30000;
  finding("the longest silence lasted \(.timing.longest_silence_ms / 1000 | floor) s";
    "between two reads of the body"; "\(.timing.longest_silence_ms | floor) ms"));
