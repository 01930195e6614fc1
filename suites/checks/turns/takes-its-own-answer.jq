module {
  requirement: "The server accepts its own answers unchanged as history.",
  reference: "https://platform.openai.com/docs/api-reference/chat/create#chat-create-messages",
  clause: "Create chat completion: `messages`, \"messages comprising the conversation so far\"",
  level: "must",
  impact: "stop",
  concerns: "protocol",
  over: "run",
  expects: "own_answer",
  breaks: [
    {does:
       "after one empty or truncated answer, every later request is refused (`Assistant message must contain either 'content' or 'tool_calls'!`)",
     measured: false}],
  remedy: ["accept-own-answers"],
  seen: ["charmbracelet/crush#3734", "defilantech/LLMKube#935", "gents-ai/gents#495"],
  passes: [{transcripts: [
    {case: {id: "turns/own-answers", expect: {own_answer: "made"}}, step: 1, ending: "complete",
      response: {status: 400}},
    {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2,
      ending: "complete", response: {status: 200}}]}],
  fails: [
    {transcripts: [{case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2,
      ending: "complete", response: {status: 400}}]},
    {transcripts: [
      {case: {id: "turns/content-null", expect: {status: 200}}, response: {status: 200}},
      {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2,
        ending: "complete", response: {status: 200}},
      {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 3,
        ending: "complete", response: {status: 500}}]}]
};

include "lib/transcript";

# The responses to histories that contain an answer of the server itself.
def sent_back: [
  .transcripts[]
  | select(.case.expect.own_answer? == "sent back" and complete == true)
  | select(.response.status | . != null and . != 429 and . != 503)];

# Responses that reject a history of the suites: http/accepts-the-request reports them.
def others: [
  .transcripts[]
  | select((.case.id // "" | test("^(turns|four-step)/")) and .case.expect.status? == 200)
  | select(.response.status // 200 | . >= 400 and . != 429 and . != 503)];

def applies: when(
  unless(sent_back == []; "no answer was sent back"),
  unless(others != []; "not evaluated: see http/accepts-the-request"));

def what:
  ["", "an answer of one token",
    "an answer that a stop string ended before its first word", "a tool call"][.step - 1]
  // "an answer";

def check: [sent_back[] | select(.response.status >= 400)]
  | expect(. == []; .[0]
      | finding("the status is \(.response.status) if the history contains \(what) of the server";
          "\(.case.id), step \(.step)"; "\(.response.status)"));
