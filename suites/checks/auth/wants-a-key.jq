module {
  requirement: "An endpoint that was given a key asks for it.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  level: "may",
  concerns: "protocol",
  expects: "denied",
  breaks: [{does: "everybody who can reach the endpoint can use it", measured: false}],
  remedy: ["require-a-key"],
  passes: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}},
    {case: {expect: {denied: true}}, response: {status: 500, text: ""}}],
  fails: [{case: {expect: {denied: true}}, response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}]
};

include "lib/transcript";

def applies: when(complete, responded);
def check: expect((.response.status | . < 200 or . >= 300) or .response.assembled == null or .response.assembled.error != null;
  finding("the endpoint takes any key, or none"; "the status line"; .response.status | tostring));
