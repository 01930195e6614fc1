module {
  title: "Count to a hundred",
  modes: ["stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# Long enough to show whether pieces are sent as they are generated.
def request:
  chat({
    messages: [
      user("Count from 1 to 100. Write the numbers alone, with a comma and a space between them.")
    ]
  });
