module {
  title: "A call in the history with null content",
  expect: {status: 200},
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
        program: "Cline 3.0.65 and Qwen Code 0.15.10",
        does:
          "send the same request again and again; OpenCode (AI SDK 2.0.41) sends `\"\"`, and works",
        shown: [
          "cline:multiturn.content-null-rejected", "qwen-code:multiturn.content-null-rejected"
        ]
      },
      {
        program: "AI SDK (openai-compatible)", version: "2.0.92 and 3.0.92",
        does: "stops after three requests", says: "Failed after 3 attempts.",
        shown: [
          "aisdk-2-latest/stream:multiturn.content-null-rejected",
          "aisdk-3-latest/stream:multiturn.content-null-rejected"
        ]
      },
      {
        program: "openai-python", version: "3.57.0", does: "stops with the error of the server",
        says: "Error code: 500",
        shown: [
          "openai-python/plain:multiturn.content-null-rejected",
          "openai-python/stream:multiturn.content-null-rejected"
        ]
      }
    ],
    remedy: ["content-may-be-missing", "chat-template", "update-the-server"],
    seen: ["co-l/openfox#117", "vercel/ai#14613", "cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";

def request: chat({
  messages: [
    user("What is the weather in Zurich?"),
    assistant(call("call_n1"; "get_weather"; zurich)),
    returned("call_n1"; weather_text)
  ],
  tools: [get_weather]
});
