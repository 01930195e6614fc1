module {
  title: "Two calls in one turn, then a further call",
  modes: ["stream"],
  kind: "model",
  expect: {status: 200, calls: ["get_weather"]},
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
      },
      {does: "agents that make several calls at once fail at the next turn", measured: false}
    ],
    remedy: ["several-results-in-a-row"], seen: ["cubist38/mlx-openai-server#205"]
  }
};

include "lib/requests";
include "lib/agent";

# All tools of an agent are sent, and no cache holds them: the token count shows whether they arrive
# in a later turn.
def request:
  mark as $mark
  | chat({
      messages: [
        user("\($mark) Compare the weather in Zurich and in Oslo."),
        assistant(
          call("call_2a"; "get_weather"; zurich),
          call("call_2b"; "get_weather"; {location: "Oslo"})),
        returned("call_2a"; weather_text),
        returned("call_2b"; "{\"temp_c\": 3, \"condition\": \"snow\"}"),
        {role: "assistant", content: "It is 12 °C in Zurich and 3 °C in Oslo."},
        user("Now call the get_weather tool for Geneva.")
      ],
      tools: ([get_weather] + agent_tools | .[0].function.description |= "\($mark) \(.)")
    });
