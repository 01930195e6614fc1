module {
  requirement: "If calls have a signature in one mode, streamed or not, they have it in both.",
  reference: "https://ai.google.dev/gemini-api/docs/thought-signatures",
  clause: "Gemini API, Thought signatures: clients must return them during function calling",
  level: "should",
  impact: "stop",
  concerns: "protocol",
  over: "case",
  breaks: [
    {program: "39 of 54 clients",
      does:
        "lose the signature: the second turn fails with `Request contains an invalid argument.`",
      shown: ["opencode-serve/all:turns.signature-demanded",
        "openai-python/stream:turns.signature-demanded"]}
  ],
  remedy: ["keep-call-signatures"],
  seen: ["tinyhumansai/openhuman#3548", "theopenco/llmgateway#1267"],
  passes: [
    {transcripts: [
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "x"}}}]}}]},
          assembled: {id: "1", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "y"}}}]}}]},
          assembled: {id: "2", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "z"}}}]}}]},
          assembled: {id: "3", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [
            {extra_content: {google: {thought_signature: "x"}}}]}}]}}],
          assembled: {id: "4", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [{thought_signature: "x"}]}}]}}],
          assembled: {id: "5", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}],
          assembled: {id: "6", choices: [{tool_calls: [{}]}]}}}]}
  ],
  fails: [
    {transcripts: [
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "x"}}}]}}]},
          assembled: {id: "1", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "y"}}}]}}]},
          assembled: {id: "2", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: false},
        response: {json: {choices: [{message: {tool_calls: [
            {extra_content: {google: {thought_signature: "z"}}}]}}]},
          assembled: {id: "3", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}],
          assembled: {id: "4", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}],
          assembled: {id: "5", choices: [{tool_calls: [{}]}]}}},
      {case: {streamed: true},
        response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}],
          assembled: {id: "6", choices: [{tool_calls: [{}]}]}}}]}
  ]
};

include "lib/transcript";
include "lib/parity";

# Whether the messages or their calls contain a signature, in any place that a gateway chooses.
def signed: [(if .response.events then event_shapes | .json else .response.json end)
    | objects | .choices
    | arrays | .[]
    | objects | .message, .delta
    | objects | ..
    | objects | to_entries[]
    | select(.key | test("signature"; "i"))
    | .value
    | strings
    | select(. != "")] != [];

def applies: when(comparable,
  unless(any(.transcripts[]; calls == []); "not every answer contains a call"),
  only_if(any(.transcripts[]; signed); "no call has a signature"));

def check: any(of_mode(false)[]; signed) as $plain
  | any(of_mode(true)[]; signed) as $streamed
  | (if $plain then "non-streamed answers but not in streams"
    else "streams but not in non-streamed answers" end) as $modes
  | expect($plain and $streamed; finding("calls have a signature in \($modes)"; {choice: 0}; ""));
