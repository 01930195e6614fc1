module {
  title: "Two prompts, the second with twice the filler",
  steps: 2,
  expect: [{status: 200, overhead: true}, {status: 200, overhead: true}]
};

include "lib/requests";

def request:
  .step as $step
  | chat({
      messages: [
        user("\(["Red", "Blue"][$step - 1]): say hello." + " lake" * ($step * 200))
      ],
      max_tokens: 64
    });
