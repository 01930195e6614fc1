module {
  requirement: "Every choice gives its finish reason exactly once.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: ["without one, OpenCode and others end the turn as `unknown` or report `stream ended without a finish reason`",
    "with two, some clients close the message at the first and lose the rest"],
  remedy: ["update the server: the last delta, and it alone, must carry the reason", "ask the engine directly, without the gateway, to see which of the two it is"],
  seen: ["vllm-project/vllm#27572", "waybarrios/vllm-mlx#628", "CommandCodeAI/command-code#785"],
  passes: [{response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 4"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, finish_reasons: []}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 4"}, {value: "stop", at: "event 5"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if any(choices[].finish_reasons[]; .value == "" or .value == "null") then "an empty finish reason is judged as an unknown one" else true end);
# A stream that ends without its last event either broke off there.
def ending: if .response.events and all(.response.events[]; .data != "[DONE]")
  then ["the stream broke off inside the server, or on its way: read the logs of both at this time"] else null end;

def check: ending as $ending | every(choices[]; .finish_reasons | length == 1;
  if .finish_reasons == [] then finding("choice \(.index) ends without a finish reason"; "the end"; "null"; $ending)
  else finding("choice \(.index) finishes \(.finish_reasons | length) times"; .finish_reasons[1].at; .finish_reasons | map(.value) | excerpt) end);
