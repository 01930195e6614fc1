module {
  title: "Four concurrent long prompts",
  trials: 4,
  together: true,
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "long prompts are refused only while others are processed", measured: false}],
    remedy: ["context-for-every-slot"], seen: ["ggml-org/llama.cpp#10072"]
  }
};

include "lib/requests";

def request:
  .trial as $trial
  | chat({
      messages: [
        user(
          ( [
                range(0; 500)
                | "Line \(.) of \($trial): the small server on the hill kept its word and said no "
                    + "more."
              ]
              | join("\n") )
            + "\nSay hello.")
      ],
      max_tokens: 64
    });
