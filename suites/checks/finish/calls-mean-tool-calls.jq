module {
  requirement: "The finish reason is `tool_calls` if and only if the answer contains a tool call.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `choices[].finish_reason`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["finish/cut-call-says-length", "chat/known-finish-reason"],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
      does: "repeats the request endlessly (89 in a minute) if `tool_calls` comes without a call",
      shown: ["opencode-serve/all:tools.finish-toolcalls-without-calls"]},
    {program: "46 of 58 clients",
      does: "end with an empty answer and no error if `tool_calls` comes without a call",
      shown: ["aisdk-2.0.41/stream:tools.finish-toolcalls-without-calls",
        "kilo-serve/all:tools.finish-toolcalls-without-calls",
        "pi:tools.finish-toolcalls-without-calls",
        "openai-python/stream:tools.finish-toolcalls-without-calls",
        "langchain/stream:tools.finish-toolcalls-without-calls"]},
    {program: "Cline", version: "3.0.65",
      does: "ends the turn if `tool_calls` comes without a call",
      says: "Model returned empty response", shown: ["cline:tools.finish-toolcalls-without-calls"]},
    {does:
      "a client that relies on the reason ignores calls with `stop`; 60 of 60 rely on the calls",
      measured: false}
  ],
  remedy: ["tool-parser-mismatch", "finish-reason-of-calls"],
  seen: ["anomalyco/opencode#20719", "vllm-project/vllm#25054", "sgl-project/sglang#2877",
    "BerriAI/litellm#35663", "ml-explore/mlx-lm#1417", "openvinotoolkit/model_server#3927",
    "Blaizzy/mlx-vlm#990", "open-webui/open-webui#20933", "BerriAI/litellm#12862"],
  passes: [
    {response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls", tool_calls: [{}]}]}}},
    {request: {body: {tools: [{function: {name: "f"}}],
        tool_choice: {type: "function", function: {name: "f"}}}},
      response: {assembled: {choices: [
        {index: 0, finish_reason: "stop", tool_calls: [{name: "f"}]},
        {index: 1, finish_reason: "tool_calls", tool_calls: [{name: "f"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", tool_calls: []}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, finish_reason: "stop", tool_calls: [{}],
      finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "function_call",
      tool_calls: [{name: "f"}], finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "content_filter",
      tool_calls: [{name: "f"}], finish_reasons: [{at: "event 9"}]}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls", tool_calls: [],
      finish_reasons: [{at: "event 9"}]}]}}}
  ]
};

include "lib/transcript";
include "lib/tools";

# `length` is right for a call that the limit cut off, and OpenAI itself finishes with `stop` if
# `tool_choice` names a function.
def judged: (due | type == "object") as $named
  | choices[]
  | (.tool_calls // [] | . != []) as $calls
  | select(
      if $calls then .finish_reason != null and .finish_reason != "length"
      else .finish_reason == "tool_calls" or .finish_reason == "stop" end)
  | select(($named and $calls and .finish_reason == "stop") | not);

def applies: when(answered,
  unless([judged] == []; "no choice has a finish reason to compare with its calls"));

def ignored_calls: {
  does: ("a client that relies on the reason alone ends the turn without running the tool; "
    + "60 of 60 rely on the calls"),
  measured: false
};

def check:
  every(judged; (.finish_reason == "tool_calls") == (.tool_calls // [] | . != []);
    if .finish_reason == "tool_calls" then
      finding("choice \(.index) finishes with tool_calls but makes no tool call";
        (.finish_reasons[-1] | where); .finish_reason)
    else
      ([.tool_calls[].name | tostring] | join(", ")) as $names
      | finding("choice \(.index) calls \($names) and finishes with \(.finish_reason)";
          (.finish_reasons[-1] | where); .finish_reason;
          ["finish-reason-of-calls", "ask-the-engine-directly"])
        + {breaks: [ignored_calls]}
    end);
