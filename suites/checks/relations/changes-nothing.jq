module {
  requirement: "A change that asks for nothing else changes nothing but words: the request is still taken, and the same functions are called.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "must",
  concerns: "protocol",
  over: "case",
  expects: "relation",
  breaks: [{does: "agents and frameworks that add such a field lose the tool calls, or every answer", measured: false}],
  remedy: ["parameter-drops-tools"],
  seen: ["vllm-project/vllm#39929", "ollama/ollama#11037", "openai/openai-agents-python#3709"],
  passes: [
    {case: {expect: [{relation: "r"}]}, transcripts: [{step: 1, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}, {step: 2, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}, {name: "f"}]}]}}}]},
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}, {step: 2, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 3, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}]}],
  fails: [
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}, {step: 2, request: {body: {seed: 1}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 3, request: {body: {seed: 1}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}}, {step: 4, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}},
      {step: 5, request: {body: {}}, response: {status: 200, assembled: {choices: [{tool_calls: [{name: "f"}]}]}}}, {step: 6, request: {body: {seed: 1}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}}]},
    {case: {expect: [{relation: "r"}]}, transcripts: [
      {step: 1, request: {body: {}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}}, {step: 2, request: {body: {seed: 1}}, response: {status: 500, text: "boom"}},
      {step: 3, request: {body: {seed: 1}}, response: {status: 500, text: "boom"}}, {step: 4, request: {body: {}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}},
      {step: 5, request: {body: {}}, response: {status: 200, assembled: {choices: [{finish_reason: "stop", content: "Hi"}]}}}, {step: 6, request: {body: {seed: 1}}, response: {status: 400, text: "no"}}]}]
};

include "lib/transcript";
include "lib/errors";
import "lib/relations" as relations;

def changed: [.transcripts[] | select(relations::is_base | not)];

# The refusal of each changed request names a field of the change: that is honest, and whether it should
# be taken is judged where it is sent by itself.
def refused_by_name: (.transcripts | relations::fields_changed) as $fields
  | all(changed[]; (.response.status | . >= 400 and . < 500)
      and (. as $refusal | any($fields[]; . as $field | $refusal | names_field($field))));

def applies: when(
  if (.transcripts | length) < 2 then "the case was not sent in both ways" else true end,
  ([.transcripts[] | relations::comparable | select(. != true)][0] // true),
  if any(.transcripts[] | select(relations::is_base); .response.status >= 400) then "the request is refused without the change too, which is judged" else true end,
  if refused_by_name then "the refusal names a field of the change" else true end);

def check: (.transcripts | relations::of_base) as $base | (.transcripts | relations::changed) as $changed
  | (.transcripts | relations::fields_changed | map("`\(.)`") | join(", ")) as $fields
  | if .transcripts | relations::apart | not then true
    elif ($base | length) < 3 or ($changed | length) < 3 then inconclusive("there were fewer than three rounds, and a difference may be chance")
    else changed[0] as $one
      | finding("with \($fields) added the answer is \($changed | unique | join(" or ")), without it \($base | unique | join(" or ")), in each of \($changed | length) rounds";
          "the requests of steps 2, 3 and 6"; ($one | if .response.status >= 400 then error_words else .response.text // (.response.assembled.choices // [] | map(.content)) end | excerpt);
          if any(changed[]; .response.status >= 500) then ["parameter-fails-server"] elif any(changed[]; .response.status >= 400) then ["parameter-refused"] else ["parameter-drops-tools"] end)
    end;
