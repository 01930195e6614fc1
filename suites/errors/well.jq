module {
  title: "Still answers: before each of these, and after the last",
  part: "probes",
  expect: {status: 200, in_service: true}
};

include "lib/requests";

# Gateways that take a backend out of service after an error are given a minute to take it back.
def request: chat({messages: [user("Say hello.")]}) + {recovery_s: 60};
