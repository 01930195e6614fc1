module {
  title: "A valid request, sent before each error case and after the last",
  part: "probes",
  expect: {status: 200, in_service: true}
};

include "lib/requests";

# A gateway that takes a backend out of service after an error gets a minute to recover. If it did
# not recover, later probes do not wait.
def request: (.probe == null or (.probe.response.status | . != null and . < 400)) as $hopeful
  | chat({messages: [user("Say hello.")]}) + (if $hopeful then {recovery_s: 60} else {} end);
