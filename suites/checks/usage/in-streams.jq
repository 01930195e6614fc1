module {
  requirement: "A stream has `usage` if the request asks for it with `include_usage`.",
  reference:
    "https://platform.openai.com/docs/api-reference/chat/create#chat-create-stream_options",
  clause: "Create chat completion: `include_usage`, \"an additional chunk will be streamed\"",
  level: "must",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {
      program: "23 of 35 clients", does: "report 0 tokens, without an error",
      shown: [
        "aisdk-3-latest/stream:sse.usage-zero", "openai-python/stream:sse.usage-zero",
        "langchain/stream:sse.usage-zero"
      ]
    },
    {
      does: "agents cannot see how full the context is, and shorten the conversation too late",
      measured: false
    }
  ],
  remedy: ["usage-chunk", "pass-usage-on"],
  seen: ["ollama/ollama#17427", "earendil-works/pi#133"],
  passes: [
    {
      request: {body: {stream: true, stream_options: {include_usage: true}}},
      response: {
        events: [{
          data: "{}",
          json: {choices: [], usage: {prompt_tokens: 9, completion_tokens: 1, total_tokens: 10}}
        }],
        assembled: {choices: [{index: 0}]}
      }
    }
  ],
  fails: [
    {
      request: {body: {stream: true, stream_options: {include_usage: true}}},
      response: {
        events: [{data: "{}", json: {choices: [], usage: null}}, {data: "[DONE]"}],
        assembled: {choices: [{index: 0}]}
      }
    },
    {
      request: {body: {stream: true, stream_options: {include_usage: true}}},
      response: {
        events: [{
          data: "{}", json: {usage: {prompt_tokens: 0, completion_tokens: 0, total_tokens: 0}}
        }],
        assembled: {choices: [{index: 0}]}
      }
    }
  ]
};

include "lib/transcript";

def usages(events): events | .json | objects | .usage | select(. != null);

def applies: when(
  answered,
  streamed,
  no_error,
  only_if(asked.stream_options | type == "object" and .include_usage == true;
    "usage was not requested"),
  has_choices,
  unless(all(choices[]; has("finish_reason") and .finish_reason == null);
    "the stream ends before its finish reason"));

def check:
  [usages(event_shapes)] as $all
  | if any($all[]; if type == "object" then any(.[]?; . != 0 and . != null) else true end) then true
    elif $all == [] then finding("no chunk has `usage`"; "the end"; last_event.data | excerpt)
    else
      finding("all counts of the usage are zero"; "usage";
        [usages(.response.events[])][-1] | excerpt)
    end;
