module {
  requirement: "What the server answered is accepted when it comes back as history, as it was written.",
  reference: "https://platform.openai.com/docs/guides/function-calling",
  level: "must",
  concerns: "protocol",
  over: "run",
  expects: "own_answer",
  breaks: [{does: "lose the session: after one empty or cut answer, every later request is refused (`Assistant message must contain either 'content' or 'tool_calls'!`)", measured: false}],
  remedy: ["accept-own-answers"],
  seen: ["charmbracelet/crush#3734", "defilantech/LLMKube#935", "gents-ai/gents#495"],
  passes: [{transcripts: [{case: {id: "turns/own-answers", expect: {own_answer: "made"}}, step: 1, ending: "complete", response: {status: 400}},
      {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2, ending: "complete", response: {status: 200}}]}],
  fails: [{transcripts: [{case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2, ending: "complete", response: {status: 400}}]},
    {transcripts: [{case: {id: "turns/content-null", expect: {status: 200}}, response: {status: 200}},
      {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 2, ending: "complete", response: {status: 200}},
      {case: {id: "turns/own-answers", expect: {own_answer: "sent back"}}, step: 3, ending: "complete", response: {status: 500}}]}]
};

include "lib/transcript";

# The answers to histories in which stands what the server wrote itself.
def sent_back: [.transcripts[] | select(.case.expect.own_answer? == "sent back" and complete == true and (.response.status | . != null and . != 429 and . != 503))];

# A history of the suites' own that is refused too tells the same, and more plainly.
def others: [.transcripts[] | select((.case.id // "" | test("^(turns|four-step)/")) and .case.expect.status? == 200
  and (.response.status // 200 | . >= 400 and . != 429 and . != 503))];

def applies: when(if sent_back == [] then "no answer was sent back" else true end,
  if others != [] then "other histories are refused too, which is judged" else true end);
def what: ["", "an answer of one token", "an answer that a stop string ended before its first word", "a call"][.step - 1] // "an answer";
def check: [sent_back[] | select(.response.status >= 400)]
  | expect(. == []; .[0] | finding("the status is \(.response.status) where \(what) of its own is part of the history"; "\(.case.id), step \(.step)"; "\(.response.status)"));
