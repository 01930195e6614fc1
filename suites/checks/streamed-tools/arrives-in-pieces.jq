module {
  requirement: "Long arguments of a streamed call arrive in pieces, as they are generated.",
  reference: "https://platform.openai.com/docs/guides/function-calling#streaming",
  clause: "Function calling, Streaming: \"displaying the arguments in real time\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "idle timeouts always end the request: no event arrives while a large file is written",
     measured: false},
    {does: "the agent shows no progress",
     measured: false}],
  remedy: ["stream-the-arguments", "gateway-timeouts"],
  seen: [
    "vllm-project/vllm#50627", "vllm-project/vllm#30439", "ai-dynamo/dynamo#13821",
    "github/copilot-cli#4286"],
  passes: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f",
       deltas: [{at: "event 3"}, {at: "event 4"}, {at: "event 5"}, {at: "event 6"}],
       arguments:
        {join: ["{\"text\": \"", {repeat: ["0123456789", 100]}, "\"}"]}}]}]}}}],
  fails: [
    {response: {events: [], assembled: {choices: [{index: 0, tool_calls: [
      {name: "f",
       deltas: [{at: "event 3"}, {at: "event 4"}],
       arguments:
        {join: ["{\"text\": \"", {repeat: ["0123456789", 100]}, "\"}"]}}]}]}}}]
};

include "lib/transcript";

# Shorter arguments may arrive in few pieces, because engines send several tokens at a time.
def long: (.arguments | type == "string") and (.arguments | utf8bytelength) >= 1000;

def applies: when(
  streamed,
  answered,
  called,
  unless([calls[] | select(long)] == []; "no arguments are long"));

def check: every(calls[]; (long and (.deltas | length) < 4) | not;
  finding(
    "\(.arguments | utf8bytelength) bytes of arguments of \(.name | shown) "
      + "arrive in \(.deltas | length) pieces";
    .deltas[-1].at; .arguments | excerpt));
