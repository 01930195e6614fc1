module {
  title: "Twelve messages with two rounds of calls, and a question about the first message",
  modes: ["stream"],
  expect: {status: 200, kept: {words: ["quince"], part: "history"}},
  if_refused: {
    breaks: [
      {
        program: "OpenCode 1.18.33 (native runtime) and Kilo 7.7.7",
        does: "send the same request again and again if the server answers 500, without an end",
        shown: [
          "opencode-native-serve/all:multiturn.content-null-rejected",
          "kilo-serve/all:multiturn.content-null-rejected"
        ]
      },
      {
        program: "OpenCode", version: "1.18.33",
        does: "ends the turn with the server's error if the request after the first tool is a 400",
        says: "Request contains an invalid argument.",
        shown: ["opencode-serve/all:turns.signature-demanded"]
      }
    ],
    remedy: ["render-later-turns", "read-the-server-log"],
    seen: ["vllm-project/vllm#23567", "openai/harmony#38"]
  }
};

include "lib/requests";

# The first user message is most of the request.
def request: mark as $mark | chat({
  messages: [
    system("You are a travel assistant."),
    user("\($mark) \(code_word("quince")) \(filler(46))"),
    {role: "assistant", content: "I will."},
    user("How warm is it in Zurich?"),
    assistant(call("call_t1"; "get_weather"; zurich)),
    returned("call_t1"; "12 degrees, cloudy"),
    {role: "assistant", content: "It is 12 °C in Zurich, and cloudy."},
    user("And in Oslo?"),
    (assistant(call("call_t2"; "get_weather"; {location: "Oslo"})) | .content = "Now Oslo."),
    returned("call_t2"; "3 degrees, snow"),
    {role: "assistant", content: "It is 3 °C in Oslo, with snow."},
    ask_for_code_word
  ],
  tools: [get_weather]
});
