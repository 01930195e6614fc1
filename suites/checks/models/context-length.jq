module {
  requirement: "The model list contains the context length of the model.",
  reference: "https://openrouter.ai/docs/models",
  clause: "Not part of the OpenAI API: OpenRouter lists `context_length`, vLLM `max_model_len`.",
  level: "may",
  impact: "loss",
  concerns: "protocol",
  breaks: [
    {does:
      "agents guess the length, and compact a conversation too early, or too late: it is refused",
      measured: false}
  ],
  remedy: ["set-the-context-in-the-agent", "list-the-context"],
  seen: ["webai-at-home/webai-at-home#208", "ollama/ollama#17889"],
  passes: [
    {kind: "models", target: {model: "m"},
      response: {status: 200, json: {data: [{id: "m", max_model_len: 4096}]}}},
    {kind: "models", target: {model: "m"},
      response: {status: 200, json: {data: [{id: "m", meta: {n_ctx: 4096}}]}}}
  ],
  fails: [
    {kind: "models", target: {model: "m"},
      response: {status: 200, json: {data: [{id: "m", owned_by: "me"}]}}},
    {kind: "models", target: {model: "m"},
      response: {status: 200,
        json: {data: [{id: "m", max_model_len: "4096"}, {id: "x", max_model_len: 1}]}}}
  ]
};

include "lib/transcript";

def card: .target.model as $model
  | [.response.json | objects | .data | arrays | .[] | objects | select(.id == $model)]
  | first;

def window: [
    .max_model_len, .context_length, .context_window, .max_context_length, .max_input_tokens,
    (.meta | objects | .n_ctx)
  ]
  | map(select(type == "number" and . > 0))
  | first;

def applies: when(
  only_if(.kind == "models"; "this is not the model list"),
  complete, succeeded,
  only_if(card; "the model is not listed"));

def check: card
  | expect(window != null;
      finding("the entry of the model has no context length"; "data[]";
        keys_unsorted | join(", ")));
