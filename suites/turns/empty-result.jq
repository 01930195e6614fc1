module {
  title: "A result without any text",
  expect: {status: 200},
  if_refused: {
    breaks: [{does: "cannot go on after the first command that prints nothing (mkdir, git add): the result stays in the history, and every later request is refused", measured: false}],
    remedy: ["accept-empty-result"],
    seen: ["docker/docker-agent#333", "letta-ai/letta#3269", "anthropics/anthropic-sdk-go#377"]
  }
};

include "lib/requests";

def make_folder: tool("make_folder"; "Make a folder."; {type: "object", properties: {path: {type: "string"}}, required: ["path"]});

def request: chat({
  messages: [
    user("Make the folder notes, then say that it is there."),
    assistant(call("call_m1"; "make_folder"; {path: "notes"})),
    returned("call_m1"; "")
  ],
  tools: [make_folder]
});
