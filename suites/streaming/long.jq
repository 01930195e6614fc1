module {
  title: "Counts to a hundred",
  modes: ["stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# Long enough to show whether its pieces arrive as they are made.
def request: chat({messages: [user("Count from 1 to 100. Write the numbers alone, with a comma and a space between them.")]});
