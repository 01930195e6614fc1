module {
  title: "A long answer without a limit",
  kind: "model",
  modes: ["stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# A server with a small default limit cuts this answer.
def request:
  chat({
    messages: [
      user("Count from 1 to 400. Write the numbers alone, with a comma and a space between them.")
    ]
  })
  | del(.body.max_tokens, .body.max_completion_tokens);
