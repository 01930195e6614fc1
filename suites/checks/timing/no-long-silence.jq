module {
  requirement: "A stream that has begun is never silent for longer than 30 seconds.",
  reference: "https://opencode.ai/docs/config/",
  level: "should",
  concerns: "protocol",
  breaks: ["OpenCode with `chunkTimeout` ends the turn", "proxies with an idle timeout cut the stream: 60 s is nginx's proxy_read_timeout and many a load balancer's"],
  remedy: ["let the server send comments (`: ping`) while it has nothing to say", "raise the timeouts of the proxy and of the agent (OpenCode: options.chunkTimeout)",
    "a silence in mid-answer: the server preempts or swaps this request out; vLLM: look for preemptions in its log"],
  seen: ["deepseek-ai/DeepSeek-V3#1608", "anomalyco/opencode#50871"],
  unprovoked: "A fault that is silent for half a minute would outlast the time that the tests allow an answer.",
  passes: [{timing: {longest_silence_ms: 29000}, response: {events: [{number: 1}]}}],
  fails: [{timing: {longest_silence_ms: 31000}, response: {events: [{number: 1}]}}]
};

include "lib/transcript";

def applies: when(complete, streamed, if .timing.longest_silence_ms | type == "number" then true else "it came all at once" end);
def check: expect(.timing.longest_silence_ms <= 30000;
  finding("the longest silence lasted \(.timing.longest_silence_ms / 1000 | floor) s"; "between two reads of the body"; "\(.timing.longest_silence_ms | floor) ms"));
