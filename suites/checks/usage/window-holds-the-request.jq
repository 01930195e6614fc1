module {
  requirement: "The requests of agents fit into the context window of the model.",
  reference:
    "https://platform.openai.com/docs/guides/conversation-state#managing-the-context-window",
  clause: "No specification requires this, but agents need a context window of a certain size.",
  level: "may",
  impact: "stop",
  concerns: "model",
  expects: "status",
  breaks: [
    {
      does:
        "agents cannot send long files, many tools or long conversations, and must shorten them",
      measured: false
    }
  ],
  remedy: ["know-the-window"],
  passes: [
    {case: {expect: {status: 200}}, response: {status: 200}},
    {
      case: {expect: {status: 200}},
      response: {status: 400, json: {error: {message: "Bad request."}}}
    }
  ],
  fails: [
    {
      case: {expect: {status: 200}},
      request: {body: {messages: [{
        role: "user",
        content: "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
      }]}},
      response: {
        status: 400,
        json: {error: {
          code: 400,
          message:
            "request (87 tokens) exceeds the available context size (64 tokens), try increasing it"
        }}
      }
    }
  ]
};

include "lib/transcript";
include "lib/errors";

def applies: when(complete, responded);

def check:
  (window_named | if . then " of \(.) tokens" else "" end) as $size
  | expect(.response.status == .case.expect.status or (beyond_the_window | not);
      finding("a request of \(request_bytes) bytes is longer than the window\($size)";
        "the status line"; error_saw | excerpt));
