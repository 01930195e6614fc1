module {
  title: "Emoji, rare characters and combining accents",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {
    status: 200, calls: ["take_note"],
    exact: {text: "Zürich 🫠 🥹 龜 e\u0301 naïve 👩\u200d👩\u200d👧 مرحبا → ½ ∞"}
  }
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Call the take_note tool with exactly this text: "
          + "\"\("Zürich 🫠 🥹 龜 é naïve 👩‍👩‍👧 مرحبا → ½ ∞")\"")
    ],
    tools: [
      tool("take_note";
        "Keep a note for later.";
        {
          type: "object", properties: {text: {type: "string", description: "What to keep"}},
          required: ["text"]
        })
    ]
  });
