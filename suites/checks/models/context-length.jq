module {
  requirement: "The model list tells how long a conversation may be.",
  reference: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html",
  level: "may",
  concerns: "protocol",
  breaks: [{does: "agents guess the length: they shorten a conversation too late, and it is refused, or too early", measured: false}],
  remedy: ["set-the-context-in-the-agent", "list-the-context"],
  seen: ["webai-at-home/webai-at-home#208", "ollama/ollama#17889"],
  passes: [{kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "m", max_model_len: 4096}]}}},
    {kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "m", meta: {n_ctx: 4096}}]}}}],
  fails: [{kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "m", owned_by: "me"}]}}},
    {kind: "models", target: {model: "m"}, response: {status: 200, json: {data: [{id: "m", max_model_len: "4096"}, {id: "x", max_model_len: 1}]}}}]
};

include "lib/transcript";

def card: .target.model as $model | [.response.json | objects | .data | arrays | .[] | objects | select(.id == $model)] | first;
def window: [.max_model_len, .context_length, .context_window, .max_context_length, .max_input_tokens, (.meta | objects | .n_ctx)]
  | map(select(type == "number" and . > 0)) | first;

def applies: when(if .kind == "models" then true else "this is not the model list" end, complete, succeeded,
  if card then true else "the model is not listed" end);
def check: card | expect(window != null;
  finding("the entry of the model does not say how long its context is"; "data[]"; keys_unsorted | join(", ")));
