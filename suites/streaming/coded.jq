module {
  title: "Count to a hundred for a client that can decompress",
  modes: ["plain", "stream"],
  expect: {status: 200, calls: []}
};

include "lib/requests";

# Node's fetch and every browser send this header. Programs that compress a stream often hold it
# back too.
def request:
  chat({
    messages: [
      user("Count from 1 to 100. Write the numbers alone, with a comma and a space between them.")
    ]
  })
  | .headers = {"Accept-Encoding": "gzip, br"};
