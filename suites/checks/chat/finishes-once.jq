module {
  requirement: "Every choice has its finish reason exactly once.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat-streaming/streaming#chat-streaming/streaming-choices",
  clause: "The chat completion chunk object: `choices[].finish_reason`",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  yields_to: ["chat/known-finish-reason"],
  breaks: [
    {program: "OpenCode", version: "1.18.33",
      does: "repeats the request endlessly (24 requests in a minute)",
      shown: ["opencode-serve/all:sse.finish-null-at-end"]},
    {program: "OpenCode's native runtime", version: "1.18.33",
      does: "repeats the request endlessly (90 requests in a minute)",
      shown: ["opencode-native-serve/all:sse.finish-null-at-end"]},
    {program: "AI SDK (openai-compatible) 2.0.92 and 3.0.92, Cline 3.0.65",
      does: "end the turn with an error", says: "Response stream ended without a finish reason.",
      shown: [
        "aisdk-2-latest/stream:sse.finish-null-at-end",
        "aisdk-3-latest/stream:sse.finish-null-at-end", "cline:sse.finish-null-at-end"
      ]},
    {program: "Copilot CLI", version: "1.0.102", does: "retries five times, then ends the turn",
      says: "missing finish_reason", shown: ["copilot:sse.finish-null-at-end"]}
  ],
  remedy: ["finish-reason-on-the-last-delta", "ask-the-engine-directly"],
  seen: ["vllm-project/vllm#27572", "waybarrios/vllm-mlx#628", "CommandCodeAI/command-code#785"],
  passes: [
    {response: {assembled: {choices: [{index: 0,
      finish_reasons: [{value: "stop", at: "event 4"}]}]}}}
  ],
  fails: [
    {response: {assembled: {choices: [{index: 0, finish_reasons: []}]}}},
    {response: {assembled: {choices: [
      {index: 0, finish_reasons: [{value: "stop", at: "event 9"}]},
      {index: 1, finish_reasons: []}
    ]}}},
    {response: {assembled: {choices: [{index: 0,
      finish_reasons: [{value: "stop", at: "event 4"}, {value: "stop", at: "event 5"}]}]}}}
  ]
};

include "lib/transcript";

def applies: when(
  answered,
  has_choices,
  no_error);

# A stream that also ends without its last event broke off there.
def end_remedy:
  if .response.events and (is_done | not)
  then ["stream-broke-off", "gateway-timeouts"] else null end;

# Agents request one choice. If another choice has its reason, the server stopped writing at the
# first one.
def unfinished_choice:
  finding("choice \(.index) ends without a finish reason, although another choice has one";
    "the end"; "null"; ["finish-every-choice", "ask-the-engine-directly"])
  + {breaks: [{
      does: ("a client that requests several choices takes this choice for truncated; "
        + "agents request one choice and are not affected"),
      measured: false
    }]};

def finished_twice:
  finding("choice \(.index) has \(.finish_reasons | length) finish reasons";
    (.finish_reasons[1] | where); .finish_reasons | map(.value) | excerpt)
  + {breaks: [{
      does: "LangChain joins the two reasons into one word; no harm to other clients is known",
      measured: false
    }]};

def check:
  end_remedy as $remedy
  | any(choices[]; .finish_reasons != []) as $some
  | every(choices[]; .finish_reasons | length == 1;
      if .finish_reasons == [] and $some and $remedy == null then unfinished_choice
      elif .finish_reasons == [] then
        finding("choice \(.index) ends without a finish reason"; "the end"; "null"; $remedy)
      else finished_twice end);
