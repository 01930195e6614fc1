module {
  requirement:
    "A field without effect on tool calls changes neither them nor whether a request is accepted.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-tool_choice",
  clause:
    "Create chat completion: `tool_choice` \"controls which (if any) tool is called by the model\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  expects: "relation",
  breaks: [
    {does: "agents and frameworks that add such a field lose the tool calls, or every answer",
     measured: false}],
  remedy: ["parameter-drops-tools"],
  seen: [
    "vllm-project/vllm#39929", "ollama/ollama#11037", "openai/openai-agents-python#3709"],
  passes: [
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 2, response: {status: 200, assembled: {choices: [
        {tool_calls: [{name: "f"}, {name: "f"}]}]}}}]},
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 2, response: {status: 200, assembled: {choices: [
        {finish_reason: "stop", content: "Hi"}]}}},
      {step: 3, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}]}],
  fails: [
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, request: {body: {}},
       response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 2, request: {body: {seed: 1}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 3, request: {body: {seed: 1}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 4, request: {body: {}},
       response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 5, request: {body: {}},
       response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 6, request: {body: {seed: 1}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}}]},
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, request: {body: {}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 2, request: {body: {seed: 1}}, response: {status: 500, text: "boom"}},
      {step: 3, request: {body: {seed: 1}}, response: {status: 500, text: "boom"}},
      {step: 4, request: {body: {}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 5, request: {body: {}},
       response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 6, request: {body: {seed: 1}}, response: {status: 400, text: "no"}}]}]
};

include "lib/transcript";
include "lib/errors";
import "lib/relations" as relations;

def with_the_change: [.transcripts[] | select(relations::is_base | not)];

# Every response to a changed request is a 4xx that names a field of the change. That is honest;
# the case that sends the field by itself shows whether it should be accepted.
def refused_by_name: (.transcripts | relations::fields_changed) as $fields
  | all(with_the_change[];
      (.response.status | . >= 400 and . < 500)
      and (. as $refusal | any($fields[]; . as $field | $refusal | names_field($field))));

def applies: when(
  unless(.transcripts | length < 2; "the request was not sent both with and without the change"),
  ([.transcripts[] | relations::comparable | select(. != true)][0] // true),
  unless(any(.transcripts[] | select(relations::is_base); .response.status >= 400);
    "the request without the change is refused too"),
  unless(refused_by_name; "the error names a field of the change"));

# What the first response to a changed request says.
def excerpt_of_response:
  if .response.status >= 400 then error_words
  else .response.text // (.response.assembled.choices // [] | map(.content)) end
  | excerpt;

def remedies:
  if any(.[]; .response.status >= 500) then ["parameter-fails-server"]
  elif any(.[]; .response.status >= 400) then ["parameter-refused"]
  else ["parameter-drops-tools"] end;

def check: (.transcripts | relations::of_base) as $base
  | (.transcripts | relations::changed) as $changed
  | (.transcripts | relations::fields_changed | map("`\(.)`") | join(", ")) as $fields
  | if .transcripts | relations::apart | not then true
    elif ($base | length) < 3 or ($changed | length) < 3 then
      inconclusive("fewer than three rounds were sent, so the difference may be chance")
    else
      with_the_change
      | finding(
          "with \($fields) the answer is \($changed | unique | join(" or ")), "
            + "without it \($base | unique | join(" or ")), "
            + "in all \($changed | length) rounds";
          "the requests of steps 2, 3 and 6"; .[0] | excerpt_of_response; remedies)
    end;
