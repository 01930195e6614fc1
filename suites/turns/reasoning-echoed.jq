module {
  title: "Reasoning sent back with a call",
  steps: 3,
  expect: [{status: 200, reasoning_echoed: true}, {status: 200}, {accepted: true}],
  if_refused: {
    breaks: [
      {
        program: "OpenCode 1.18.33 and Kilo 7.7.7", does: "end the turn after the first tool",
        says: "Extra inputs are not permitted: messages.1.reasoning_content",
        shown: [
          "opencode-serve/all:multiturn.reasoning-echo-rejected",
          "kilo-serve/all:multiturn.reasoning-echo-rejected"
        ]
      },
      {
        program: "AI SDK (openai-compatible)", version: "2.0.41 and 3.0.92",
        does: "stops after the first tool",
        says: "Extra inputs are not permitted: messages.1.reasoning_content",
        shown: [
          "aisdk-2.0.41/stream:multiturn.reasoning-echo-rejected",
          "aisdk-3-latest/stream:multiturn.reasoning-echo-rejected"
        ]
      },
      {
        program: "pi", version: "0.73.1", does: "stops after the first tool",
        says: "Extra inputs are not permitted: messages.1.reasoning_content",
        shown: ["pi:multiturn.reasoning-echo-rejected"]
      }
    ],
    remedy: ["ignore-unknown-fields"],
    seen: ["vllm-project/vllm#38488", "vllm-project/vllm#42664", "Blaizzy/mlx-vlm#1408"]
  }
};

include "lib/requests";

def thoughts:
  [range(1; 21) | "Point \(.): the city is known, and the tool tells its weather."] | join(" ");

# The same conversation without and with the reasoning: the difference shows how much of it is read.
# In the last step it has the name that OpenRouter uses, because its clients send it to every
# server. A request that is rejected without any reasoning is rejected for another reason.
def plain_refused:
  any(.transcripts[]; .step == 1 and .response.status != null and .response.status >= 300);

def request:
  .step as $step
  | if $step == 3 and plain_refused then
      unneeded("the conversation is refused without reasoning too")
    else . end
  | chat({
      messages: [
        user("What is the weather in Zurich?"),
        ( assistant(call("call_r1"; "get_weather"; zurich))
            + ( if $step == 2 then {reasoning_content: thoughts, reasoning: thoughts}
                elif $step == 3 then
                  {
                    reasoning_details: [{
                      type: "reasoning.text", text: thoughts, format: "unknown", index: 0
                    }]
                  }
                else {} end ) ),
        returned("call_r1"; weather_text)
      ],
      tools: [get_weather]
    });
