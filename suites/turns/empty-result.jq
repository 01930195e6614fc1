module {
  title: "A tool result without text",
  expect: {status: 200},
  if_refused: {
    breaks: [{
      does: "agents cannot continue after a command without output, such as mkdir",
      measured: false
    }],
    remedy: ["accept-empty-result"],
    seen: ["docker/docker-agent#333", "letta-ai/letta#3269", "anthropics/anthropic-sdk-go#377"]
  }
};

include "lib/requests";

def make_folder:
  tool("make_folder";
    "Make a folder."; {type: "object", properties: {path: {type: "string"}}, required: ["path"]});

def request: chat({
  messages: [
    user("Make the folder notes, then say that it is there."),
    assistant(call("call_m1"; "make_folder"; {path: "notes"})),
    returned("call_m1"; "")
  ],
  tools: [make_folder]
});
