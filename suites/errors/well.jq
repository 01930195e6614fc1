module {
  title: "Still answers: before each of these, and after the last",
  part: "probes",
  expect: {status: 200, in_service: true}
};

include "lib/requests";

# Gateways that take a backend out of service after an error are given a minute to take it back. Where that was
# waited for in vain, the endpoint is gone, and no later probe waits.
def request: (.probe == null or (.probe.response.status | . != null and . < 400)) as $hopeful
  | chat({messages: [user("Say hello.")]}) + (if $hopeful then {recovery_s: 60} else {} end);
