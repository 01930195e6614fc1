module {
  title: "Reasoning sent back with a call",
  steps: 2,
  expect: [{status: 200, reasoning_echoed: true}, {status: 200}],
  if_refused: {
    breaks: [
      {program: "OpenCode 1.18.33 and Kilo 7.7.7", does: "end the turn after the first tool", says: "Extra inputs are not permitted: messages.1.reasoning_content",
       shown: ["opencode-serve/all:multiturn.reasoning-echo-rejected", "kilo-serve/all:multiturn.reasoning-echo-rejected"]},
      {program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92", does: "stops after the first tool", says: "Extra inputs are not permitted: messages.1.reasoning_content",
       shown: ["aisdk-2.0.41/stream:multiturn.reasoning-echo-rejected", "aisdk-3-latest/stream:multiturn.reasoning-echo-rejected"]},
      {program: "pi", version: "0.73.1", does: "stops after the first tool", says: "Extra inputs are not permitted: messages.1.reasoning_content",
       shown: ["pi:multiturn.reasoning-echo-rejected"]}],
    remedy: ["ignore-unknown-fields"],
    seen: ["vllm-project/vllm#38488", "vllm-project/vllm#42664", "Blaizzy/mlx-vlm#1408"]
  }
};

include "lib/requests";

def thoughts: [range(1; 21) | "Point \(.): the city is known, and the tool tells its weather."] | join(" ");

# The same conversation without the reasoning and with it: the difference is what of it is read.
def request: .step as $step | chat({
  messages: [
    user("What is the weather in Zurich?"),
    (assistant(call("call_r1"; "get_weather"; zurich))
      + (if $step == 2 then {reasoning_content: thoughts, reasoning: thoughts} else {} end)),
    returned("call_r1"; weather_text)
  ],
  tools: [get_weather]
});
