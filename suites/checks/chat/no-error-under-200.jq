module {
  requirement: "An answer with status 200 carries no error.",
  reference: "https://platform.openai.com/docs/guides/error-codes",
  level: "must",
  concerns: "protocol",
  breaks: ["agents take it for an empty success and stop, or never learn that the context was full"],
  remedy: ["the message is the server's own: mend what it names",
    "let the server check a request before it opens the stream, and answer 4xx"],
  seen: ["BerriAI/litellm#25492", "BerriAI/litellm#40578", "diegosouzapw/OmniRoute#8210"],
  passes: [{response: {assembled: {choices: []}}}],
  fails: [{response: {assembled: {error: {message: "boom"}, error_at: "event 3", choices: []}}}]
};

include "lib/transcript";

def applies: when(answered, if (.case.expect.refusal or .case.expect.denied) and choices == [] then "the case wants an error, and its status is judged" else true end);
def check: .response.assembled | expect(.error == null;
  finding("the answer is an error: \(.error | if type == "object" then .message else . end | shown)"; .error_at; .error | excerpt));
