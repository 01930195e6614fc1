module {
  title: "After two rounds of calls",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: ["agents stop after their first step or two: every task has more"],
    remedy: ["update the server and take the model's newest chat template (gpt-oss: vLLM since August 2025)", "the server's log names what it could not render"],
    seen: ["vllm-project/vllm#23567", "openai/harmony#38"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    system("You are a travel assistant."),
    user("Where is it warmer, Zurich or Oslo?"),
    assistant(call("call_t1"; "get_weather"; zurich)),
    returned("call_t1"; weather_text),
    (assistant(call("call_t2"; "get_weather"; {location: "Oslo"})) | .content = "Now Oslo."),
    returned("call_t2"; "{\"temp_c\": 3, \"condition\": \"snow\"}")
  ],
  tools: [get_weather]
});
