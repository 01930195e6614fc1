module {
  requirement:
    "`tool_choice: required` forces a call, a function name forces that call, `none` forces text.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tool_choice",
  clause:
    "Create chat completion: `tool_choice`, \"`none` means the model will not call any tool\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: [
    "tools/not-in-the-old-field", "tools/no-call-markup", "finish/calls-mean-tool-calls",
    "reasoning/leaves-an-answer"
  ],
  breaks: [
    {program: "smolagents", version: "1.26.0",
     does:
       "sends `required` in every request: on text it retries, then answers without a tool result",
     shown: ["smolagents/stream:stream.parity-differs"]},
    {does: "with `none`, the summaries and compactions of agents come back as calls, or empty",
     measured: false}],
  remedy: ["enforce-tool-choice"],
  seen: ["vllm-project/vllm#44216", "vectorize-io/hindsight#1877", "ggml-org/llama.cpp#26849",
    "waybarrios/vllm-mlx#162", "vllm-project/vllm#55080"],
  passes: [
    {request: {body: {tool_choice: "required", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls",
        tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}}, tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello."}]}}}],
  fails: [
    {request: {body: {tool_choice: "required", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello.",
        tool_calls: []}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}},
        tools: [{function: {name: "f"}}, {function: {name: "g"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop",
        tool_calls: [{name: "g"}]}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}}, tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello."}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls",
        tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}},
      response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "\n",
        tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(answered, finished,
  unless(due == null; "the request leaves the choice to the model"),
  has_choices, no_error,
  unless(cut_off or (at_the_limit and [only_thought] != []);
    "the answer was cut off by its token limit"));

# What a choice that calls these functions does instead.
def action($got):
  if $got != [] then "it calls \($got | join(", "))"
  elif silent then "it has no text and no call"
  else "it answers with text" end;

def check: due as $due
  | [disobedient]
  | expect(. == []; .[]
      | [.tool_calls[]?.name | tostring] as $got
      | (if $due | type == "object" then $due.name else $due end) as $choice
      | finding("\(action($got)), but tool_choice is \($choice)";
          choice_place;
          if $got == [] then .content | excerpt else $got | shown end;
          if $due == "none" then ["hide-tools-under-none", "enforce-tool-choice"] else null end));
