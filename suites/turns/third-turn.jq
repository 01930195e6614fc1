module {
  title: "After two rounds of calls",
  modes: ["stream"],
  expect: {status: 200},
  if_refused: {
    breaks: [
      {program: "OpenCode 1.18.33 (native runtime) and Kilo 7.7.7", does: "send the same request again and again where the server answers 500, without an end",
       shown: ["opencode-native-serve/all:multiturn.content-null-rejected", "kilo-serve/all:multiturn.content-null-rejected"]},
      {program: "OpenCode", version: "1.18.33", does: "ends the turn with the server's error where the request after the first tool is a 400", says: "Request contains an invalid argument.",
       shown: ["opencode-serve/all:turns.signature-demanded"]}],
    remedy: ["render-later-turns", "read-the-server-log"],
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
