module {
  requirement: "An optional part of a request is accepted or ignored, not refused.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create",
  clause:
    "Create chat completion, optional parameters; no specification covers fields of other APIs",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  expects: "options",
  yields_to: ["tools/output-is-readable"],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
      does:
        "ends the turn at the first 400 and shows the error; it does not retry without the field",
      says: "\"auto\" tool choice requires", shown: ["opencode-serve/all:tools.choice-auto-400"]},
    {program: "Cline", version: "3.0.65", does: "ends the task at the first 400",
      says: "\"auto\" tool choice requires", shown: ["cline:tools.choice-auto-400"]},
    {program: "Hermes", version: "0.19.0",
      does: "sends the request 12 times and ends without an answer",
      shown: ["hermes:tools.choice-auto-400"]}
  ],
  remedy: ["parameter-refused"],
  seen: ["MoonshotAI/kimi-code#2166", "diegosouzapw/OmniRoute#1154", "livekit/agents#1274",
    "ggml-org/llama.cpp#17574"],
  passes: [
    {case: {expect: [{options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}]},
      transcripts: [{step: 1,
        case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}},
        response: {status: 200}}]}
  ],
  fails: [
    {case: {expect: [{options: {a: "ignore-client-hints"}}]},
      transcripts: [{step: 1, case: {expect: {options: {a: "ignore-client-hints"}}},
        response: {status: 400, text: "there is no field a"}}]},
    {case: {expect: [
        {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}},
        {options: {a: "ignore-client-hints"}},
        {options: {b: "leave-out-verbosity"}}]},
      transcripts: [
        {step: 1, case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}},
          response: {status: 422, json: {detail: [{msg: "Extra inputs"}]}}},
        {step: 2, case: {expect: {options: {a: "ignore-client-hints"}}},
          response: {status: 422, json: {detail: [{msg: "Extra inputs"}]}}},
        {step: 3, case: {expect: {options: {b: "leave-out-verbosity"}}}, response: {status: 200}}]},
    {case: {expect: [
        {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}},
        {options: {a: "ignore-client-hints"}},
        {options: {b: "leave-out-verbosity"}}]},
      transcripts: [
        {step: 1, case: {expect: {options: {a: "ignore-client-hints", b: "leave-out-verbosity"}}},
          response: {status: 500, text: "boom"}},
        {step: 2, case: {expect: {options: {a: "ignore-client-hints"}}}, response: {status: 200}},
        {step: 3, case: {expect: {options: {b: "leave-out-verbosity"}}}, response: {status: 200}}]}
  ]
};

include "lib/transcript";
include "lib/errors";

# Each part that was sent, with the id of the remedy to show if it is refused.
def options: .case.expect.options // {} | to_entries;

# The field of an option, whose name may have a suffix after a colon.
def field: sub(":.*"; "");

def refused: .response.status >= 400;

# Each part is refused alone too, and no error names one: the cause is not the parts.
def refused_anyway:
  [.transcripts[] | select(options | length == 1)] as $single
  | ($single | length) == ([.case.expect[].options // {} | keys[]] | unique | length)
    and all($single[]; refused and (options[0].key as $name | names_field($name | field) | not));

def applies: when(
  [.transcripts[] | when(complete, responded) | select(. != true)][0] // true,
  unless(any(.transcripts[]; .response.status >= 300 and .response.status < 400);
    "the answer is a redirect"),
  unless(refused_anyway;
    "every option is refused alone too, so the options are not the cause"));

def check:
  [.transcripts[] | select(refused)] as $refused
  | [$refused[] | select(.response.status == 429 or .response.status == 503)] as $busy
  | ([.case.expect[].options // {} | keys[]] | unique) as $all
  | ([.transcripts[] | options | select(length == 1) | .[].key] | unique) as $alone
  | if any($refused[]; without_backend) then
      [$refused[] | select(without_backend)][0].response.status as $status
      | inconclusive("a gateway answered without reaching its backend (\($status))")
    elif $busy != [] then
      inconclusive("the endpoint was too busy to answer (\($busy[0].response.status)): "
        + "run again with --jobs 1, or later")
    elif $refused == [] then true
    elif any($refused[]; options | length == 1) then
      $refused[]
      | options as $options
      | select($options | length == 1)
      | finding("`\($options[0].key)` is refused (\(.response.status))"
            + (if names_field($options[0].key | field) then ""
              else ", and the error does not name it" end);
          "step \(.step)"; error_words | excerpt; [$options[0].value])
    elif $all - $alone == [] then
      ($all | map("`\(.)`") | join(", ")) as $names
      | $refused[0]
      | finding("\($names) are refused together (\(.response.status)), but each is accepted alone";
          "step \(.step)"; error_words | excerpt; ["ask-which-option"])
    else inconclusive("not every option was tried alone") end;
