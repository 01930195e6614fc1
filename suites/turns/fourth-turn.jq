module {
  title: "A new question after an answered one",
  expect: {status: 200, kept: {words: ["quince"], part: "system"}},
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
        does: "the second question of a session fails if a tool was used for the first",
        measured: false
      }
    ],
    remedy: ["render-later-turns", "read-the-server-log"],
    seen: ["vllm-project/vllm#23567", "openai/harmony#38"]
  }
};

include "lib/requests";

# The instructions are most of the request, together with a tool.
def request: mark as $mark | chat({
  messages: [
    system("\($mark) You are a travel assistant. \(code_word("quince")) \(filler(44))"),
    user("How warm is it in Zurich?"),
    assistant(call("call_f1"; "get_weather"; zurich)),
    returned("call_f1"; "12 degrees, cloudy"),
    {role: "assistant", content: "It is 12 °C in Zurich, and cloudy."},
    ask_for_code_word
  ],
  tools: [get_weather]
});
