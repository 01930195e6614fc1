module {
  title: "Broken arguments in the history",
  expect: {outlives: true}
};

include "lib/requests";

# As max_tokens leaves them, which cut the call short.
def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    (assistant(call("call_b1"; "get_weather"; {})) | .tool_calls[0].function.arguments = "{"),
    returned("call_b1"; "error: the arguments are not JSON"),
    user("Say hello.")
  ],
  tools: [get_weather]
});
