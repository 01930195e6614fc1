module {
  title: "The same text, streamed and non-streamed",
  modes: ["plain", "stream"],
  trials: 3,
  expect: {status: 200, same_text: true}
};

include "lib/requests";

def request:
  chat({
    messages: [
      user(
        "Repeat exactly, and say nothing else: \"The brown fox waits at the river until the moon "
          + "is up.\"")
    ],
    temperature: 0, seed: 1
  });
