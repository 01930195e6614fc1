module {
  requirement: "`tool_choice` is obeyed: `required` brings a call, a named function is the one called, `none` brings words.",
  reference: "https://platform.openai.com/docs/guides/function-calling#tool-choice",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "smolagents", version: "1.26.0", does: "sends `required` with every request: where words come, it asks again and again, and ends with an answer that no tool gave",
     shown: ["smolagents/stream:stream.parity-differs"]},
    {does: "under `none`, the summaries and compactions of agents come back as calls, or empty", measured: false}],
  remedy: ["enforce-tool-choice"],
  seen: ["vllm-project/vllm#44216", "vectorize-io/hindsight#1877", "ggml-org/llama.cpp#26849", "waybarrios/vllm-mlx#162", "vllm-project/vllm#55080"],
  passes: [{request: {body: {tool_choice: "required", tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls", tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}}, tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello."}]}}}],
  fails: [{request: {body: {tool_choice: "required", tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello.", tool_calls: []}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}}, tools: [{function: {name: "f"}}, {function: {name: "g"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", tool_calls: [{name: "g"}]}]}}},
    {request: {body: {tool_choice: {function: {name: "f"}}, tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "Hello."}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "tool_calls", tool_calls: [{name: "f"}]}]}}},
    {request: {body: {tool_choice: "none", tools: [{function: {name: "f"}}]}}, response: {assembled: {choices: [{index: 0, finish_reason: "stop", content: "\n", tool_calls: []}]}}}]
};

include "lib/transcript";
include "lib/texts";
include "lib/tools";

def applies: when(answered, finished, if due == null then "the request leaves the choice to the model" else true end,
  if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if cut_off then "the answer was cut off by its token limit" else true end,
  if [legacy_calls] != [] then "the call is in the old field, which is judged as that" else true end,
  if [swallowed] != [] then "a call was swallowed, as the finish reason tells" else true end,
  if [only_thought] != [] then "the answer is in the reasoning alone" else true end,
  if called != true and [calls_as_text | select(.readable)] != [] then "a call is written as text" else true end);
def check: due as $due | [disobedient]
  | expect(. == []; .[]
      | [.tool_calls[]?.name | tostring] as $got
      | finding((if $got != [] then "it calls \($got | join(", "))" elif silent then "it says and calls nothing" else "it answers in words" end)
            + ", where tool_choice is \(if $due | type == "object" then $due.name else $due end)";
          .tool_calls[0].at? // "choice \(.index)"; if $got == [] then .content | excerpt else $got | shown end;
          if $due == "none" then ["hide-tools-under-none", "enforce-tool-choice"] else null end));
