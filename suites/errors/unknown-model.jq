module {
  title: "A model that is not there",
  part: "provokes",
  expect: {refusal: "may"}
};

include "lib/requests";

# llama.cpp and LM Studio answer from the one model they have, on purpose.
def request: .nonce as $nonce | provoking(chat({model: "no-such-model-\($nonce)", messages: [user("Say hello.")]}));
