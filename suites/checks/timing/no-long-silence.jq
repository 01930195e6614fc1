module {
  requirement: "A stream that has begun is never silent for longer than 30 seconds.",
  reference: "https://opencode.ai/docs/config/",
  level: "should",
  concerns: "protocol",
  breaks: [
    {does: "proxies and load balancers with an idle timeout cut the stream, many of them after 60 s", measured: false},
    {program: "OpenCode", does: "ends the turn where `options.chunkTimeout` is set and nothing comes for longer", measured: false}
  ],
  remedy: ["send-keep-alives", "gateway-timeouts", "preempted-requests"],
  seen: ["deepseek-ai/DeepSeek-V3#1608", "anomalyco/opencode#50871"],
  unprovoked: "A fault that is silent for half a minute would outlast the time that the tests allow an answer.",
  passes: [{timing: {longest_silence_ms: 29000}, response: {events: [{number: 1}]}}],
  fails: [{timing: {longest_silence_ms: 31000}, response: {events: [{number: 1}]}}]
};

include "lib/transcript";

def applies: when(complete, streamed, if .timing.longest_silence_ms | type == "number" then true else "it came all at once" end);
def check: expect(.timing.longest_silence_ms <= 30000;
  finding("the longest silence lasted \(.timing.longest_silence_ms / 1000 | floor) s"; "between two reads of the body"; "\(.timing.longest_silence_ms | floor) ms"));
