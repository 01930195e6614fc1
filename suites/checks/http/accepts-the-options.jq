module {
  requirement: "An optional part of a request is taken or ignored.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  level: "should",
  concerns: "protocol",
  over: "case",
  expects: "options",
  breaks: [
    {program: "OpenCode", version: "1.18.33", does: "ends the turn at the first 400 and shows the endpoint's words; it does not try again without the field", says: "\"auto\" tool choice requires", shown: ["opencode-serve/all:tools.choice-auto-400"]},
    {program: "Cline", version: "3.0.65", does: "ends the task at the first 400", says: "\"auto\" tool choice requires", shown: ["cline:tools.choice-auto-400"]},
    {program: "Hermes", version: "0.19.0", does: "sends the request 12 times, and ends without an answer", shown: ["hermes:tools.choice-auto-400"]}],
  remedy: ["parameter-refused"],
  seen: ["MoonshotAI/kimi-code#2166", "diegosouzapw/OmniRoute#1154", "livekit/agents#1274", "ggml-org/llama.cpp#17574"],
  passes: [
    {case: {expect: [{options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}]}, transcripts: [{step: 1, case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}}, response: {status: 200}}]}],
  fails: [
    {case: {expect: [{options: {a: "ignore-client-hints"}}]}, transcripts: [{step: 1, case: {expect: {options: {a: "ignore-client-hints"}}}, response: {status: 400, text: "there is no field a"}}]},
    {case: {expect: [{options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}, {options: {a: "ignore-client-hints"}}, {options: {b: "leave-out-verbosity"}}]}, transcripts: [{step: 1, case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}}, response: {status: 422, json: {detail: [{msg: "Extra inputs"}]}}},
      {step: 2, case: {expect: {options: {a: "ignore-client-hints"}}}, response: {status: 422, json: {detail: [{msg: "Extra inputs"}]}}}, {step: 3, case: {expect: {options: {b: "leave-out-verbosity"}}}, response: {status: 200}}]},
    {case: {expect: [{options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}, {options: {a: "ignore-client-hints"}}, {options: {b: "leave-out-verbosity"}}]}, transcripts: [{step: 1, case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}}, response: {status: 500, text: "boom"}},
      {step: 2, case: {expect: {options: {a: "ignore-client-hints"}}}, response: {status: 200}}, {step: 3, case: {expect: {options: {b: "leave-out-verbosity"}}}, response: {status: 200}}]}]
};

include "lib/transcript";
include "lib/errors";

# Each part that was tried has the id of the remedy to show where it is refused.
def options: .case.expect.options // {} | to_entries;
def refused: .response.status >= 400;

# Every part is refused alone too, and no refusal names one: it is not the parts that are refused.
def refused_anyway: ([.transcripts[] | select(options | length == 1)]) as $single
  | ($single | length) == ([.case.expect[].options // {} | keys[]] | unique | length)
    and all($single[]; refused and (options[0].key as $name | names_field($name | sub(":.*"; "")) | not));

def applies: when(
  ([.transcripts[] | when(complete, responded) | select(. != true)][0] // true),
  if any(.transcripts[]; .response.status >= 300 and .response.status < 400) then "the answer is a redirect" else true end,
  if any(.transcripts[]; own_output_unreadable) then "the server cannot read what the model wrote, which is judged as that" else true end,
  if refused_anyway then "the request is refused whatever is added to it, which is judged" else true end);

def check: [.transcripts[] | select(refused)] as $refused
  | [$refused[] | select(.response.status == 429 or .response.status == 503)] as $busy
  | ([.case.expect[].options // {} | keys[]] | unique) as $all
  | ([.transcripts[] | options | select(length == 1) | .[].key] | unique) as $alone
  | if any($refused[]; without_backend) then inconclusive("a gateway answered by itself, without its backend (\([$refused[] | select(without_backend)][0].response.status))")
    elif $busy != [] then inconclusive("the endpoint was too busy to answer (\($busy[0].response.status)): run again with --jobs 1, or later")
    elif $refused == [] then true
    elif any($refused[]; options | length == 1) then
      $refused[] | options as $options | select($options | length == 1) | error_words as $words
      | finding("`\($options[0].key)` is refused (\(.response.status))"
          + (if names_field($options[0].key | sub(":.*"; "")) then "" else ", in words that do not name it" end);
          "step \(.step)"; $words | excerpt; [$options[0].value])
    elif $all - $alone == [] then
      $refused[0] | finding("\($all | map("`\(.)`") | join(", ")) are refused together (\(.response.status)), and each is taken alone"; "step \(.step)"; error_words | excerpt; ["ask-which-option"])
    else inconclusive("not each of them was tried alone") end;
