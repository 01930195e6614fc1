module {
  requirement: "The string `function.arguments` contains one JSON object as RFC 8259 defines it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/object#chat/object-choices",
  clause: "Chat Completions, the chat completion object: `function.arguments`, \"in JSON format\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: [
    "streamed-tools/one-index-per-call", "streamed-tools/no-early-object",
    "tools/arguments-are-an-object"
  ],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
     does:
       "calls its `invalid` tool (`JSON parsing failed`); loops while the model repeats the call",
     shown: ["opencode-serve/all:tools.args-single-quotes",
       "opencode-serve/all:tools.args-invalid-json-sometimes"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
     does: "ends the turn with an error", says: "Invalid JSON input for openai-chat tool call",
     shown: ["opencode-native-serve/all:tools.args-single-quotes",
       "opencode-native-serve/all:tools.args-invalid-json-sometimes"]},
    {program: "LangChain 1.7.4 and LangChain.js 1.5.8",
     does: "drop the call, and end with an empty answer and no error",
     shown: ["langchain/invoke:tools.args-single-quotes",
       "langchain/stream:tools.args-single-quotes", "langchainjs/invoke:tools.args-single-quotes"]},
    {program: "openai-python", version: "3.57.0",
     does: "returns the text unchanged; the code that parses it fails with `JSONDecodeError`",
     shown: ["openai-python/stream:tools.args-invalid-json-sometimes"]}],
  remedy: ["tool-parser-mismatch", "rerun-then-report"],
  seen: ["ggml-org/llama.cpp#22072", "vllm-project/vllm#10781", "vllm-project/vllm#32152",
    "vllm-project/vllm#22885", "vllm-project/vllm#35266", "mistralai/mistral-vibe#216"],
  passes: [
    {request: {body: {messages: [{role: "assistant",
        tool_calls: [{function: {name: "f", arguments: "{"}}]}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [
          {name: "f", arguments: "{", parsed: null,
            defects: [{kind: "unexpected-end", offset: 1, saw: ""}], at: "event 3"},
          {name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 5"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [
        {name: "f", arguments: "{}", parsed: {}, defects: [], at: "event 3"},
        {name: "f", arguments: "{\"a\": \"b and b<think>\n{", parsed: null,
          defects: [{kind: "control-character", offset: 22, saw: ""}], at: "event 5"}]}]}}}],
  fails: [
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "{\"a\": 1", parsed: null,
        defects: [{kind: "unexpected-end", offset: 7, saw: ""}], at: "event 3"}]}]}}},
    {request: {body: {tool_choice: "required", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0,
        tool_calls: [{name: "f", arguments: "[]", parsed: [], defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "\"{}\"", parsed: "{}", defects: [], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "{\"a\":1}{\"a\":2}", parsed: null,
        defects: [{kind: "trailing-text", offset: 7, saw: "{"}], at: "event 3"}]}]}}},
    {response: {assembled: {choices: [{index: 0,
      tool_calls: [{name: "f", arguments: "{\"a\":1,\"a\":2}", parsed: {a: 2},
        defects: [{kind: "duplicate-key", offset: 7, saw: "a"}], at: "event 3"}]}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def flaws: [.defects[]? | select(.kind != "number-precision")];

# Empty arguments of a function that requires none are left to tools/empty-arguments. Two flaws are
# the model's own: reasoning inside a text, and a copy of a broken call of the history.
def judged:
  tools_by_name as $tools
  | earlier_calls as $earlier
  | calls[]
  | select(.arguments | type == "string")
  | select(((blank and needs_none($tools)) or runs_into_a_thought or copied($earlier)) | not);

# The string contains JSON that contains JSON.
def encoded_twice:
  .parsed | type == "string" and ((try fromjson catch null) | type) == "object";

# What is wrong with the arguments, as {what, more}: a text, and fields of the finding.
def diagnosis($forced): flaws[-1] as $flaw
  | ["constrain-the-arguments", "enforce-tool-choice"] as $constrain
  # A server that enforces `tool_choice` returns nothing that does not begin with a brace.
  | if $forced and (.arguments | contains("{") | not) then
      {what: "are not a JSON object, though `tool_choice` forces the call",
        more: {remedy: $constrain}}
    elif $flaw == null then
      {what: "are a JSON \(.parsed | type), not an object",
        more: {remedy: (if encoded_twice
          then ["encode-arguments-once", "gateway-rewrites-the-answer"]
          else $constrain end)}}
    elif $flaw.kind == "trailing-text" and (.arguments | test("\\}\\s*\\{")) then
      {what: "are several JSON values (the second begins at byte \($flaw.offset))",
        more: {
          seen: ["huggingface/smolagents#1958", "omnigent-ai/omnigent#28", "su-kaka/gcli2api#406"],
          remedy: ["one-call-one-object", "count-the-calls"]}}
    elif $flaw.kind == "unexpected-end" then
      {what: "are not valid JSON: \($flaw | defect_text)",
        more: {remedy: ["arguments-cut-short", "arguments-cut-everywhere", "speculative-decoding",
          "rerun-then-report"]}}
    else {what: "are not valid JSON: \($flaw | defect_text)", more: {}} end;

def applies: when(answered, finished, called,
  unless([judged] == []; "no call has arguments that this check evaluates"),
  unless(cut_off or [cut_in_secret] != []; "the answer was cut off by its token limit"),
  unless(at_the_limit and any(choices[]; .finish_reason == null);
    "the answer ends at its token limit without a finish reason"));

def check:
  (due | . == "required" or type == "object") as $forced
  | every(judged; flaws == [] and (.parsed | type) == "object";
      diagnosis($forced) as $diagnosis
      | flaws[-1] as $flaw
      | finding("the arguments of \(.name | shown) \($diagnosis.what)"; where; .arguments | excerpt)
        + $diagnosis.more
        + (if $flaw then pointed(.arguments; $flaw.offset) else {} end));
