module {
  requirement: "A signature that a call carries is there in whole answers and in streams.",
  reference: "https://ai.google.dev/gemini-api/docs/thought-signatures",
  level: "should",
  concerns: "protocol",
  over: "case",
  breaks: [{program: "39 of 54 clients", does: "cannot send back a signature that they do not get or keep, and the second turn is refused: `Request contains an invalid argument.`",
    shown: ["opencode-serve/all:turns.signature-demanded", "openai-python/stream:turns.signature-demanded"]}],
  remedy: ["keep-call-signatures"],
  seen: ["tinyhumansai/openhuman#3548", "theopenco/llmgateway#1267"],
  passes: [{transcripts: [
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "x"}}}]}}]}, assembled: {id: "1", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "y"}}}]}}]}, assembled: {id: "2", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "z"}}}]}}]}, assembled: {id: "3", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{extra_content: {google: {thought_signature: "x"}}}]}}]}}], assembled: {id: "4", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{thought_signature: "x"}]}}]}}], assembled: {id: "5", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}], assembled: {id: "6", choices: [{tool_calls: [{}]}]}}}]}],
  fails: [{transcripts: [
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "x"}}}]}}]}, assembled: {id: "1", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "y"}}}]}}]}, assembled: {id: "2", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: false}, response: {json: {choices: [{message: {tool_calls: [{extra_content: {google: {thought_signature: "z"}}}]}}]}, assembled: {id: "3", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}], assembled: {id: "4", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}], assembled: {id: "5", choices: [{tool_calls: [{}]}]}}},
    {case: {streamed: true}, response: {events: [{json: {choices: [{delta: {tool_calls: [{}]}}]}}], assembled: {id: "6", choices: [{tool_calls: [{}]}]}}}]}]
};

include "lib/transcript";
include "lib/parity";

# Whether something in the messages or their calls is a signature, wherever a gateway puts it.
def signed: [(if .response.events then .response.events[] | .json else .response.json end) | objects | .choices | arrays | .[] | objects | .message, .delta | objects
  | .. | objects | to_entries[] | select(.key | test("signature"; "i")) | .value | strings | select(. != "")] != [];

def applies: when(comparable, if any(.transcripts[]; calls == []) then "not every answer calls" else true end,
  if any(.transcripts[]; signed) then true else "no call carries a signature" end);
def check: ([of_mode(false)[] | signed] | any) as $whole | ([of_mode(true)[] | signed] | any) as $streamed
  | expect($whole and $streamed;
      finding("calls carry a signature in \(if $whole then "whole answers, and none in streams" else "streams, and none in whole answers" end)"; "choice 0"; ""));
