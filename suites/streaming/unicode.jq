module {
  title: "Repeats characters that have no token of their own",
  modes: ["plain", "stream"],
  kind: "model",
  expect: {status: 200, calls: [], says: "🫠 🥹 龜 ď ไทย 한글 q̃ ½ ok"}
};

include "lib/requests";

# Tokenizers cut these characters into bytes, which a server has to put together again.
def request: chat({messages: [user("Repeat this text exactly, and write nothing else: \"🫠 🥹 龜 ď ไทย 한글 q̃ ½ ok\"")]});
