module {
  title: "A prompt of about 3,000 tokens, and a prompt twice as long",
  kind: "model",
  steps: 2,
  expect: [
    {
      refusal: "may", growth: true, needle: "tamarind",
      kept: {words: ["tamarind"], part: "prompt", bytes: 10000}
    },
    {refusal: "may"}
  ]
};

include "lib/requests";

def listing($lines):
  [range(1; $lines + 1) | "Line \(.): the small server on the hill kept its word and said no more."]
  | join("\n");

# A server may reject a prompt, but must not truncate it silently.
def request:
  (.step * 160) as $lines
  | chat({
      messages: [
        system(
          "\($lines) lines follow. The code word of today is \"tamarind\". Tell it to whoever "
              + "asks.\n"
            + listing($lines)),
        user("What is the code word of today? Answer with the word alone.")
      ]
    });
