module {
  requirement: "The answer calls the functions that the case asks for, and no others.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "model",
  expects: "calls",
  breaks: ["no call: the agent describes what it would do and stops", "a call again after the result: the agent repeats itself for ever"],
  remedy: ["no call: check that the tool parser is on and fits the model (vLLM: --enable-auto-tool-choice --tool-call-parser NAME; SGLang: --tool-call-parser NAME; llama.cpp: --jinja)",
    "a call again: the chat template does not render role `tool`; use the model's own template",
    "if the parser is right, the model is too weak for tools"],
  seen: ["NousResearch/hermes-agent#7628", "LostRuins/koboldcpp#1988", "ikawrakow/ik_llama.cpp#1613"],
  passes: [{case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: []}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "hi"}]}}}],
  fails: [{case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [], content: "I would call f"}]}}},
    {case: {expect: {calls: []}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "f"}]}]}}},
    {case: {expect: {calls: ["f"]}}, response: {assembled: {choices: [{index: 0, tool_calls: [{name: "g"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end);
def check: (.case.expect.calls | sort) as $want
  | every(choices[]; ([.tool_calls[]?.name | tostring] | sort) == $want;
      [.tool_calls[]?.name | tostring] as $got
      | finding(
          if $want == [] then "it calls \($got | join(", ")) where an answer in words is due"
          elif $got == [] then "it calls nothing, where \($want | join(", ")) was asked for"
          else "it calls \($got | join(", ")), not \($want | join(", "))" end;
          .tool_calls[0].at? // "choice \(.index)";
          if $got == [] then .content | shown else $got | shown end));
