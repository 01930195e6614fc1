module {
  title: "No reasoning wanted",
  kind: "model",
  modes: ["plain", "stream"],
  expect: {finish_reason: "stop"}
};

include "lib/requests";

# Both ways to say it; an endpoint that knows neither may refuse them.
def request: chat({
  messages: [user("Reply with the single word \"OK\".")],
  reasoning_effort: "none",
  chat_template_kwargs: {enable_thinking: false}
});
