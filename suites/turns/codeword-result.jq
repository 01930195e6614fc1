module {
  title: "A tool result of 6,000 characters with a code word at its end",
  modes: ["stream"],
  kind: "model",
  expect: {
    status: 200, calls: [], mentions: ["tamarind"],
    kept: {words: ["tamarind"], part: "result", bytes: 6000}
  },
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
    remedy: ["chat-template", "result-not-consumed"],
    seen: ["cubist38/mlx-openai-server#205", "ollama/ollama#18107"]
  }
};

include "lib/requests";

def get_code_word:
  tool("get_code_word"; "Get the code word of today."; {type: "object", properties: {}});

# Folders without files, as a tool lists them: only the end of the text has information.
def listing:
  [
    range(1; 77)
    | {
        key: "\(.). Boats cross the lake from north to south, and the last one comes back at noon.",
        value: []
      }
  ]
  | {empty_notes: from_entries, code_word: "tamarind"}
  | tojson;

def request:
  mark as $mark
  | chat({
      messages: [
        user(
          "\($mark) What is the code word of today? Call the get_code_word tool, then tell me "
            + "the word."),
        assistant(call("call_c1"; "get_code_word"; {})), returned("call_c1"; listing)
      ],
      tools: [get_code_word]
    });
