module {
  requirement: "A stream that carried an error ends after it.",
  reference: "https://platform.openai.com/docs/api-reference/chat/streaming",
  level: "must",
  concerns: "transport",
  breaks: [{does: "clients that wait for the end of the stream wait until a timeout, although the error has come", measured: false}],
  remedy: ["end-the-response-after-an-error", "proxy-passes-the-end-on"],
  seen: ["anomalyco/opencode#10630", "CommandCodeAI/command-code#785"],
  passes: [{ending: "complete", response: {status: 200, events: [{data: "{}"}], assembled: {error: {message: "boom"}, error_at: "event 2"}}},
    {ending: "kept-open", response: {status: 200, events: [{data: "[DONE]"}], assembled: {error: {message: "boom"}, error_at: "event 2"}}}],
  fails: [{ending: "timed-out", ending_detail: "nothing came for 5 s", response: {status: 200, events: [{data: "{}"}], assembled: {error: {message: "boom"}, error_at: "event 2"}}}]
};

include "lib/transcript";

def applies: when(streamed, if .response.assembled.error then true else "the stream carried no error" end,
  if .ending | . == "timed-out" or . == "complete" or . == "kept-open" or . == null then true else "the answer is \(.ending)" end);
def check: expect(.ending != "timed-out";
  finding("the stream stayed open after an error"; .response.assembled.error_at; .ending_detail // "" | excerpt));
