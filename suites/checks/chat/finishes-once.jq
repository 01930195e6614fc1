module {
  requirement: "Every choice gives its finish reason exactly once.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "protocol",
  breaks: [
    {program: "OpenCode", version: "1.18.33", does: "sends the same request again without end (24 requests in a minute)", shown: ["opencode-serve/all:sse.finish-null-at-end"]},
    {program: "OpenCode's native runtime", version: "1.18.33", does: "sends the same request again without end (90 requests in a minute)", shown: ["opencode-native-serve/all:sse.finish-null-at-end"]},
    {program: "AI SDK (openai-compatible) 2.0.92 and 3.0.92, Cline 3.0.65", does: "end the turn with an error", says: "Response stream ended without a finish reason.", shown: ["aisdk-2-latest/stream:sse.finish-null-at-end", "aisdk-3-latest/stream:sse.finish-null-at-end", "cline:sse.finish-null-at-end"]},
    {program: "Copilot CLI", version: "1.0.102", does: "sends the request again five times, then ends the turn", says: "missing finish_reason", shown: ["copilot:sse.finish-null-at-end"]}
  ],
  remedy: ["finish-reason-on-the-last-delta", "ask-the-engine-directly"],
  seen: ["vllm-project/vllm#27572", "waybarrios/vllm-mlx#628", "CommandCodeAI/command-code#785"],
  passes: [{response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 4"}]}]}}}],
  fails: [{response: {assembled: {choices: [{index: 0, finish_reasons: []}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 9"}]}, {index: 1, finish_reasons: []}]}}},
    {response: {assembled: {choices: [{index: 0, finish_reasons: [{value: "stop", at: "event 4"}, {value: "stop", at: "event 5"}]}]}}}]
};

include "lib/transcript";

def applies: when(answered, if choices == [] then "there is no choice" else true end,
  if .response.assembled.error then "the answer is an error" else true end,
  if any(choices[].finish_reasons[]; .value == "" or .value == "null") then "an empty finish reason is judged as an unknown one" else true end);
# A stream that ends without its last event either broke off there.
def ending: if .response.events and all(.response.events[]; .data != "[DONE]")
  then ["stream-broke-off", "gateway-timeouts"] else null end;

# Where another choice has its reason, what writes the stream stopped at the first one. Agents ask for one choice.
def check: ending as $ending | any(choices[]; .finish_reasons != []) as $some | every(choices[]; .finish_reasons | length == 1;
  if .finish_reasons == [] and $some and $ending == null then finding("choice \(.index) ends without a finish reason, where another choice has one"; "the end"; "null"; ["finish-every-choice", "ask-the-engine-directly"])
    + {breaks: [{does: "a client that asks for several choices takes this one for cut off; agents ask for one choice, and are not affected", measured: false}]}
  elif .finish_reasons == [] then finding("choice \(.index) ends without a finish reason"; "the end"; "null"; $ending)
  else finding("choice \(.index) finishes \(.finish_reasons | length) times"; .finish_reasons[1].at; .finish_reasons | map(.value) | excerpt)
    + {breaks: [{does: "LangChain joins the two reasons to one word; it is not known to harm other clients", measured: false}]} end);
