module {
  title: "Reasoning turned off",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {finish_reason: "stop"}
};

include "lib/requests";

# Both ways to request it; an endpoint that supports neither may reject them.
def request: chat({
  messages: [user("Reply with the single word \"OK\".")],
  reasoning_effort: "none",
  chat_template_kwargs: {enable_thinking: false}
});
