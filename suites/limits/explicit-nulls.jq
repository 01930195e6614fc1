module {
  title: "Null fields",
  kind: "model",
  modes: ["stream"],
  expect: {accepted: true, calls: ["get_weather"]},
  if_refused: {
    breaks: [{does: "clients that send unset fields as null get no answer", measured: false}],
    remedy: ["treat-null-as-absent"],
    seen: ["earendil-works/pi PR#598", "LostRuins/koboldcpp#1503", "getumbrel/llama-gpt#113"]
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user("What is the current weather in Zurich? Call the get_weather tool to find out.")
    ],
    tools: [get_weather | .function.strict = null], seed: null, stop: null, n: null,
    max_tokens: null, frequency_penalty: null, presence_penalty: null, logit_bias: null,
    logprobs: null, user: null
  });
