module {
  title: "An unknown model",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

# llama.cpp and LM Studio answer with their only model, on purpose.
def request:
  .nonce as $nonce
  | provoking(chat({model: "no-such-model-\($nonce)", messages: [user("Say hello.")]}));
