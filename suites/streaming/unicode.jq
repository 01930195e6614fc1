module {
  title: "Repeat characters that are several tokens",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: [], says: "🫠 🥹 龜 ď ไทย 한글 q\u0303 ½ ok"}
};

include "lib/requests";

# Tokenizers split these characters into bytes, which the server must join again.
def request:
  chat({
    messages: [
      user("Repeat this text exactly, and write nothing else: \"🫠 🥹 龜 ď ไทย 한글 q̃ ½ ok\"")
    ]
  });
