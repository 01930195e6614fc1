module {
  title: "An empty answer in the history",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "sessions in which a turn was stopped before its first word cannot continue",
      measured: false
    }],
    remedy: ["accept-empty-turns"],
    seen: ["vllm-project/vllm#21089", "abdulmominsakib/localmind#11"]
  }
};

include "lib/requests";

def request:
  chat({messages: [user("Hello!"), {role: "assistant", content: ""}, user("Say hello.")]});
