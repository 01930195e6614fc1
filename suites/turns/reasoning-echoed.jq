module {
  title: "Reasoning sent back with a call",
  steps: 3,
  expect: [{status: 200, reasoning_echoed: true}, {status: 200}, {accepted: true}],
  if_refused: {
    breaks: ["the AI SDK (OpenCode) sends `reasoning_content` back on every turn that had any: the second turn fails, after the first tool"],
    remedy: ["let the server ignore fields that it does not know in messages", "vLLM: update (both names are read since #42664)"],
    seen: ["vllm-project/vllm#38488", "vllm-project/vllm#42664", "Blaizzy/mlx-vlm#1408"]
  }
};

include "lib/requests";

def thoughts: [range(1; 21) | "Point \(.): the city is known, and the tool tells its weather."] | join(" ");

# The same conversation without the reasoning and with it: the difference is what of it is read. Last under the
# name that OpenRouter gives it, as its clients send it to whatever server they turn to.
# What is refused without any reasoning is refused for another reason.
def plain_refused: any(.transcripts[]; .step == 1 and .response.status != null and .response.status >= 300);

def request: .step as $step | if $step == 3 and plain_refused then unneeded("the conversation is refused without reasoning too") else . end | chat({
  messages: [
    user("What is the weather in Zurich?"),
    (assistant(call("call_r1"; "get_weather"; zurich))
      + (if $step == 2 then {reasoning_content: thoughts, reasoning: thoughts}
         elif $step == 3 then {reasoning_details: [{type: "reasoning.text", text: thoughts, format: "unknown", index: 0}]} else {} end)),
    returned("call_r1"; weather_text)
  ],
  tools: [get_weather]
});
