module {
  requirement: "Long arguments of a streamed call arrive in pieces, as they are written.",
  reference: "https://platform.openai.com/docs/guides/function-calling#streaming",
  level: "should",
  concerns: "protocol",
  breaks: ["a large file is written in silence: clients and proxies that wait 30 to 300 s for the next event give up, every time",
    "the agent seems to hang, and shows nothing of what is coming"],
  remedy: ["update the tool parser, or take another one that fits the model: some hold arguments back until they are whole",
    "until then, raise the idle timeouts of proxies and clients (OpenCode: chunkTimeout)"],
  seen: ["vllm-project/vllm#50627", "vllm-project/vllm#30439", "ai-dynamo/dynamo#13821", "github/copilot-cli#4286"],
  passes: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", arguments: "{}", deltas: [{at: "event 3"}]}]}, {index: 1, tool_calls: [{name: "f",
      arguments: "{\"text\": \"0123456789012345678901234567890123456789\"}", deltas: [{at: "event 4"}, {at: "event 5"}, {at: "event 6"}, {at: "event 7"}]}]}]}}}],
  fails: [{response: {events: [], assembled: {choices: [{index: 0, tool_calls: [{name: "f", deltas: [{at: "event 3"}, {at: "event 4"}], arguments:
"{\"text\": \"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"}"}]}]}}}]
};

include "lib/transcript";

# Below this, the pieces of batched tokens may be as large.
def long: (.arguments | type == "string") and (.arguments | utf8bytelength) >= 1000;

def applies: when(streamed, answered, called, if [calls[] | select(long)] == [] then "no arguments are long" else true end);
def check: every(calls[]; (long and (.deltas | length) < 4) | not;
  finding("\(.arguments | utf8bytelength) bytes of arguments of \(.name | shown) arrive in \(.deltas | length) pieces"; .deltas[-1].at; .arguments | excerpt));
