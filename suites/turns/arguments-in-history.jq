module {
  title: "Arguments of a call in the history, as a string",
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
        does: "every request after the first tool fails: `Can only get item pairs from a mapping`",
        measured: false
      }
    ],
    remedy: ["parse-arguments-in-history", "chat-template"],
    seen: [
      "QwenLM/Qwen3#1894", "zai-org/GLM-5#158", "jundot/omlx#854", "raullenchai/Rapid-MLX#973",
      "theroyallab/tabbyAPI#392"
    ]
  }
};

include "lib/requests";

# A nested value and a value that is not a string, both of which templates meet if they iterate over
# the members.
def find_trains:
  tool("find_trains";
    "Find trains between two cities.";
    {
      type: "object",
      properties: {
        route: {type: "object", properties: {from: {type: "string"}, to: {type: "string"}}},
        limit: {type: "integer"}
      },
      required: ["route"]
    });

def request: chat({
  messages: [
    user("Find two trains from Zurich to Paris."),
    assistant(call("call_h1"; "find_trains"; {route: {from: "Zurich", to: "Paris"}, limit: 2})),
    returned("call_h1"; "[{\"leaves\": \"07:34\"}, {\"leaves\": \"09:34\"}]")
  ],
  tools: [find_trains]
});
