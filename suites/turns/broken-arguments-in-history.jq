module {
  title: "Malformed arguments in the history",
  steps: 2,
  expect: [{status: 200, outlives: true}, {outlives: true}],
  if_refused: {
    breaks: [{
      does: "an agent that was interrupted after a result cannot get a new instruction",
      measured: false
    }],
    remedy: ["user-after-result"],
    seen: [
      "mistralai/mistral-common#169", "NousResearch/hermes-agent#20154",
      "mistralai/mistral-vibe#454"
    ]
  }
};

include "lib/requests";

# Valid arguments, then truncated ones, as max_tokens causes.
def request:
  .step as $step
  | chat({
      messages: [
        user("What is the weather in Zurich?"),
        ( assistant(call("call_b1"; "get_weather"; {}))
          | .tool_calls[0].function.arguments = ["{}", "{"][$step - 1] ),
        returned("call_b1"; "error: no location"), user("Say hello.")
      ],
      tools: [get_weather]
    });
