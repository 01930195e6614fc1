module {
  requirement: "An endpoint that was given a key asks for it.",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  level: "may",
  concerns: "protocol",
  expects: "denied",
  breaks: ["nothing, unless the endpoint was meant to be closed: whoever reaches it may use it"],
  remedy: ["if it is to be closed: vLLM, SGLang, llama.cpp: --api-key; a proxy: pass the header Authorization on"],
  passes: [{case: {expect: {denied: true}}, response: {status: 401, json: {error: {message: "no"}}}},
    {case: {expect: {denied: true}}, response: {status: 500, text: ""}}],
  fails: [{case: {expect: {denied: true}}, response: {status: 200, json: {}, assembled: {choices: [{index: 0}]}}}]
};

include "lib/transcript";

def applies: when(complete, responded);
def check: expect((.response.status | . < 200 or . >= 300) or .response.assembled == null or .response.assembled.error != null;
  finding("the endpoint takes any key, or none"; "the status line"; .response.status | tostring));
