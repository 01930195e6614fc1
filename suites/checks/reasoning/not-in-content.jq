module {
  requirement: "Reasoning is returned in a separate field, not in `content`.",
  reference: "https://docs.vllm.ai/en/latest/features/reasoning_outputs/#quickstart",
  clause: "vLLM, Reasoning Outputs: \"the `content` field contains the final conclusion\"",
  level: "must",
  impact: "corruption",
  concerns: "protocol",
  breaks: [
    {program: "AI SDK (openai-compatible, structured output)", version: "2.0.41 and 3.0.92",
     does: "rejects the answer",
     says: "No object generated: could not parse the response.",
     shown: ["aisdk-2.0.41/json:reason.think-in-content",
       "aisdk-3-latest/json:reason.think-in-content"]},
    {program: "openai-python 3.57.0 and LangChain 1.7.4 (structured output)",
     does: "stop with an error",
     says: "Invalid JSON: expected value at line 1 column 1",
     shown: ["openai-python/json:reason.think-in-content",
       "langchain/json:reason.think-in-content"]},
    {program: "55 of 67 clients, including OpenCode, Kilo and Cline",
     does: "show the reasoning as part of the answer",
     shown: [
       "opencode-serve/all:reason.think-in-content",
       "opencode-native-serve/all:reason.think-in-content",
       "kilo-serve/all:reason.think-in-content", "cline:reason.think-in-content",
       "opencode-serve/all:reason.channel-marker"]}],
  remedy: ["reasoning-parser", "chat-template"],
  seen: [
    "vllm-project/vllm#46042", "ggml-org/llama.cpp#25292", "xorbitsai/inference#3647",
    "ggml-org/llama.cpp#23320", "ai-dynamo/dynamo#11251"],
  passes: [
    {response: {assembled: {choices: [
      {index: 0, content: "Hello.", reasoning: "The user greets."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "The tag `<think>` opens a thought."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "<think>", finish_reason: "length"}]}}},
    {request: {body: {messages: [{role: "user", content: "What does </think> do?"}]}},
     response: {assembled: {choices: [
       {index: 0, content: "The tag </think> closes a thought."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "It is 12 °C and cloudy.", reasoning: "It is 12 °C and cloudy."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "It is cold.\n</think>\n\nHello."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "It is cold.\n<think>\nHm.\n</think>\n",
       reasoning: "The user asks who I am."}]}}}],
  fails: [
    {response: {assembled: {choices: [
      {index: 0, content: "<think>The user greets.</think>Hello."}]}}},
    {response: {assembled: {choices: [{index: 0, content: "\n<think>\nHm"}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "<|channel|>analysis<|message|>Hm"}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "<seed:think>Hm</seed:think>Hello."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "Okay, the user greets me. Hello.",
       reasoning: "Okay, the user greets me."}]}}},
    {response: {assembled: {choices: [
      {index: 0, content: "<think>\nOkay, the user greets me.\n</think>\n\nHello.",
       reasoning: "Okay, the user greets me.\n"}]}}}]
};

include "lib/transcript";
include "lib/texts";

# Reasoning at the beginning of the content: an opening tag, or all of the separate reasoning
# followed by the answer. The model may have written other tags itself:
# reasoning/no-stray-tag checks each of them, reasoning/separated-throughout how many there are.
def leak: (.reasoning | trimmed) as $reasoning
  | .content
  | if may_have_a_tag | not then
      if ($reasoning | length) > 20 and (trimmed
          | startswith($reasoning) and length > ($reasoning | length) + 5)
      then $reasoning
      else null end
    elif $reasoning == "" then [match("^\\s*" + opens_thought; "i").string][0]
    elif ($reasoning | length) <= 20 then null
    else
      trimmed | sub("^" + opens_thought + "\\s*"; ""; "i")
      | if startswith($reasoning) and length > ($reasoning | length) + 5 then $reasoning
        else null end
    end;

def applies: when(answered, unless([contents] == []; "the answer has no text"));

def check: every(choices[] | select(.content | named); cut_behind_a_tag or leak == null;
  finding("the content of choice \(.index) contains its reasoning";
    {choice: .index}; leak | excerpt));
