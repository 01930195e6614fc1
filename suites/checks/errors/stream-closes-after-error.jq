module {
  requirement: "A stream ends after an error.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  clause:
    "No specification requires this, but clients that read to the end of a stream depend on it.",
  level: "must",
  impact: "stop",
  concerns: "transport",
  breaks: [
    {does: "clients that read to the end of the stream hang until a timeout, despite the error",
      measured: false}
  ],
  remedy: ["end-the-response-after-an-error", "proxy-passes-the-end-on"],
  seen: ["anomalyco/opencode#10630", "CommandCodeAI/command-code#785"],
  passes: [
    {ending: "complete",
      response: {status: 200, events: [{data: "{}"}],
        assembled: {error: {message: "boom"}, error_at: "event 2"}}},
    {ending: "kept-open",
      response: {status: 200, events: [{data: "[DONE]"}],
        assembled: {error: {message: "boom"}, error_at: "event 2"}}}
  ],
  fails: [
    {ending: "timed-out", ending_detail: "nothing came for 5 s",
      response: {status: 200, events: [{data: "{}"}],
        assembled: {error: {message: "boom"}, error_at: "event 2"}}}
  ]
};

include "lib/transcript";

def applies: when(
  streamed,
  only_if(.response.assembled.error; "the stream has no error"),
  only_if(.ending | . == "timed-out" or . == "complete" or . == "kept-open" or . == null;
    "the answer is \(.ending)"));

def check: expect(.ending != "timed-out";
  finding("the stream stayed open after an error";
    .response.assembled | .error_location // .error_at; .ending_detail // "" | excerpt));
