module {
  requirement: "With `parallel_tool_calls: false` an answer makes at most one call.",
  reference: "https://platform.openai.com/docs/guides/function-calling#parallel-function-calling",
  clause:
    "Function calling, Parallel function calling: \"ensures exactly zero or one tool is called\"",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  breaks: [
    {does: "a client that runs one tool at a time drops the other calls; the next turn is a 400",
     measured: false}],
  remedy: ["one-call-at-a-time"],
  seen: ["sgl-project/sglang#9696", "vllm-project/vllm#26233", "JustVugg/colibri#118"],
  passes: [{request: {body: {parallel_tool_calls: false}},
    response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}}],
  fails: [{request: {body: {parallel_tool_calls: false}},
    response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", at: "event 3"}, {name: "g", at: "event 9"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered,
  only_if(asked.parallel_tool_calls == false; "the request allows parallel calls"),
  called);

def check: every(choices[]; .tool_calls // [] | length <= 1;
  finding("choice \(.index) makes \(.tool_calls | length) calls, but at most one is allowed";
    (.tool_calls[1] | where); [.tool_calls[].name] | excerpt));
