module {
  title: "A prompt longer than the context window",
  part: "provokes",
  steps: 2,
  expect: [{status: 200}, {refusal: "may", too_long: true}]
};

include "lib/requests";

def window:
  .target.model as $model
  | [
      .transcripts[0].response.json | objects | .data | arrays | .[] | objects
      | select(.id == $model)
      | .max_model_len, .context_length, .context_window, (.meta | objects | .n_ctx)
      | select(type == "number" and . > 0)
    ]
  | first;

# A token of English has about four and a half characters, so this is one and a half times the
# window.
def prose($characters): "The small server on the hill kept its word and said no more. " as $line
  | $line * ($characters / ($line | length) | ceil);

def request:
  if .step == 1 then get("/models")
  elif window == null then unneeded("the model list does not contain the context length")
  elif window > 70000 then
    unneeded("the context window is too large to be filled in reasonable time")
  else
    window as $window
    | provoking(chat({messages: [user(prose($window * 7) + "Say hello.")], max_tokens: 16}))
  end;
